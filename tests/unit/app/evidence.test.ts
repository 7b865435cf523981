import { describe, expect, it } from 'vitest'
import { excerptAround, maskContacts } from '@/app/_data/evidence'

const spanOf = (text: string, word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })

describe('maskContacts', () => {
  it.each([
    'jobs@example.com',
    'jane.doe+jobs@mail.example.co.uk',
    'jane [at] example [dot] com',
    'jane (dot) doe (at) example.com',
    'jane at example dot com',
    '+49 (0)30 1234 5678',
    '(415) 555-0123 x',
  ])('hides the contact in %s', (contact) => {
    const masked = maskContacts(`Write to ${contact} today`)
    expect(masked).toContain('•••••')
    expect(masked).not.toMatch(/example|555|1234/u)
    expect(masked).toHaveLength(`Write to ${contact} today`.length)
  })

  it.each(['2019 - 2023', '$120,000 - $150,000', 'we look at data', 'Node.js at scale', 'version 10.2.3'])(
    'leaves %s as it is',
    (text) => expect(maskContacts(text)).toBe(text),
  )
})

describe('excerptAround', () => {
  const filler = 'plain words about the company and the team that stand around '.repeat(8)
  const text = `${filler}we run Kubernetes on bare metal ${filler}`

  it('marks the evidence and keeps whole words around it', () => {
    const [excerpt] = excerptAround(text, [spanOf(text, 'Kubernetes')])
    expect(excerpt?.map((part) => part.isEvidence)).toEqual([false, true, false])
    expect(excerpt?.[1]?.text).toBe('Kubernetes')
    const shown = excerpt?.map((part) => part.text).join('') ?? ''
    expect(text).toContain(shown.trim())
    expect(shown.length).toBeLessThan(text.length / 3)
    for (const word of shown.trim().split(' ')) expect(text.split(' ')).toContain(word)
  })

  it('joins evidence that stands close together into one excerpt', () => {
    const excerpts = excerptAround(text, [spanOf(text, 'bare metal'), spanOf(text, 'Kubernetes')])
    expect(excerpts).toHaveLength(1)
    expect(excerpts[0]?.filter((part) => part.isEvidence).map((part) => part.text)).toEqual([
      'Kubernetes',
      'bare metal',
    ])
  })

  it('gives no more excerpts than asked and none without evidence', () => {
    const many = `Kafka ${filler}${filler} Redis ${filler}${filler} Rust`
    const spans = ['Kafka', 'Redis', 'Rust'].map((word) => spanOf(many, word))
    expect(excerptAround(many, spans, 2)).toHaveLength(2)
    expect(excerptAround(many, [])).toEqual([])
  })

  it('hides contacts inside an excerpt and tells links by their host', () => {
    const ad = 'We use Kafka. Write to jobs@example.com or see https://www.example.org/jobs/12345?ref=hn'
    const shown = excerptAround(ad, [spanOf(ad, 'Kafka')])[0]
      ?.map((part) => part.text)
      .join('')
    expect(shown).toBe('We use Kafka. Write to [contact hidden] or see example.org')
  })
})
