import { describe, expect, it } from 'vitest'
import { EnvSchema } from '@/lib/env'
import { isSameEmployer } from '@/scrapers/board-check'
import { checkWritten, readSettings } from '@/scrapers/board-entry'
import { readBoardFile } from '@/scrapers/board-file'
import { findSource } from '@/scrapers/registry'

const env = EnvSchema.parse({})
const options = { env, origin: 'import' as const }

function read(text: string) {
  const result = readBoardFile(text, options)
  if (!result.ok) throw new Error(result.reason)
  return result.file
}

function check(sourceId: string, slug: string, name: string, config: Record<string, unknown> = {}) {
  const source = findSource(sourceId)
  if (source === undefined) throw new Error(`no source ${sourceId}`)
  const checked = checkWritten(source, { slug, name, config }, options)
  return checked.ok ? checked.board : checked.reason
}

describe('a file of boards', () => {
  it('is taken with either header, with a byte order mark, and with names in quotes', () => {
    const file = read('\uFEFFats,slug,name\r\ngreenhouse,acme,"Acme, Inc."\r\nlever,eu:acme,Acme EU\r\n')
    expect(file.boards).toMatchObject([
      { sourceId: 'greenhouse', slug: 'acme', name: 'Acme, Inc.', origin: 'import' },
      { sourceId: 'lever', slug: 'eu:acme', name: 'Acme EU' },
    ])
  })

  it('names each bad line with its number and reason and keeps the good ones', () => {
    const file = read('source,slug,name\ngreenhouse,not a slug,A\ngreenhouse,good,Good\ngreenhouse,nameless,\n,x,X\n')
    expect(file.boards.map(({ slug }) => slug)).toEqual(['good'])
    expect(file.bad.map(({ line }) => line)).toEqual([2, 4, 5])
    expect(file.bad[0]?.reason).toContain('boards.greenhouse.io/<token>')
    expect(file.bad[1]?.reason).toContain('name')
  })

  it('counts systems that there is no source for, and repeats, which are no errors', () => {
    const file = read('source,slug,name\nnosuch,a,A\nnosuch,b,B\nashby,c,C\nashby,c,C again\n')
    expect(file).toMatchObject({ bad: [], unknown: { nosuch: 2 }, repeats: 1 })
    expect(file.boards).toMatchObject([{ slug: 'c', name: 'C' }])
  })

  it('is refused as a whole without its header, or when it is no CSV', () => {
    expect(readBoardFile('greenhouse,acme,Acme\n', options)).toMatchObject({ ok: false })
    expect(readBoardFile('source,slug,name\ngreenhouse,"acme,Acme\n', options)).toMatchObject({ ok: false })
  })
})

describe('a board that a person adds', () => {
  it('needs a slug and a name where the source has boards, and neither where it has none', () => {
    expect(check('greenhouse', '', 'Acme')).toContain('boards.greenhouse.io/<token>')
    expect(check('greenhouse', 'acme', '')).toContain('name')
    expect(check('remoteok', '', '')).toMatchObject({ sourceId: 'remoteok', slug: 'all', name: 'Remote OK' })
    expect(check('remoteok', 'acme', '')).toContain('has no boards')
    expect(check('file', '', '')).toContain('import')
  })

  it('has no settings but those of its source', () => {
    expect(check('greenhouse', 'acme', 'Acme', { colour: 'red' })).toBe('Greenhouse has no setting colour')
    expect(readSettings(['a=1', 'b=x=y'])).toEqual({ a: 1, b: 'x=y' })
    expect(readSettings(['none'])).toBeNull()
  })
})

describe('the name that a board gives itself', () => {
  it.each([
    ['Acme', 'ACME, Inc.', true],
    ['Acme', 'Acme Labs', true],
    ['Acme', 'Apex', false],
    ['Acme', '', false],
  ])('%s and %s: the same employer is %s', (ours, own, isSame) => {
    expect(isSameEmployer(ours, own)).toBe(isSame)
  })
})
