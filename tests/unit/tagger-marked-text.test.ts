import { expect, test } from 'vitest'
import { MarkedText } from '@/lib/tagger/marked-text'
import { currentNames } from '@/lib/tagger/names'

const texts = {
  plain: 'Senior ÀÉ Engineer at ACME: Go, SQL.',
  'a dash and quotes': 'ACME – “Go” and Kafka. We’re HIRING in Köln • SQL',
  'letters that grow or end a word in lower case': 'İSTANBUL – ΟΔΟΣ, Ｇｏ and C',
  'half of a pair': 'Go \ud83d and SQL \ude80, ÄÖ',
}

test.each(Object.entries(texts))('parts in lower case, %s', (_, text) => {
  const marked = new MarkedText(text, currentNames.matcher.scan(text))
  for (let start = 0; start <= text.length; start++) {
    for (let end = start; end <= text.length + 2; end++) {
      const part = text.slice(start, end)
      const lower = part.toLowerCase()
      const kept = lower.length === part.length ? lower : part.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
      expect(marked.lower(start, end)).toBe(kept)
    }
  }
})
