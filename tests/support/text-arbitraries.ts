import fc from 'fast-check'

const pieces = [
  'Acme (YC S21)',
  ' | ',
  ' - ',
  '\n',
  'Berlin',
  'Remote',
  'REMOTE (EU)',
  'Paris, TX',
  'Georgia',
  '€70k-90k',
  '$120,000',
  'Backend Engineer',
  'Senior',
  '<p>',
  '</p>',
  '&amp;',
  '<li>',
  '\u0000',
  '\ud800',
  '\udc00',
  '\u200b',
  '\u00a0',
  'https://acme.example/a?b=c',
  'no remote',
  '5+ years of experience',
  '日本語',
  'ß',
  'İ',
  '👩‍💻',
  '((',
  '[',
  'é',
  'e\u0301',
]

/** Strings of every kind: any UTF-16, any Unicode, and mixes of what postings are made of. */
export const plainTexts = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
    fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 40 })
      .map((parts) => parts.join('')),
  )

/** Whether text is in the form that postings are stored in. */
export const isPlainText = (text: string): boolean =>
  !text.includes('\u0000') &&
  !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text) &&
  text.normalize('NFC') === text &&
  text.split('\n').every((line, _index, lines) => line.trim() === line && (line !== '' || lines.length === 1))
