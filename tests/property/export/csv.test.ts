import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvCell, csvChunks, streamChunks } from '@/lib/export/csv'

async function print(header: string[], rows: CsvCell[][]): Promise<string> {
  let text = ''
  for await (const chunk of csvChunks(header, rows)) text += chunk
  return text
}

const anyCell: fc.Arbitrary<CsvCell> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('=1+1', '+1', '-1', '@a', '\tx', '\rx', '"quoted"', 'a,b', 'a\nb', 'a\r\nb', "'", ''),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)

/** What a reader of the file sees for a cell: the text, with the apostrophe of the formula guard. */
const seen = (cell: CsvCell): string =>
  cell === null ? '' : typeof cell === 'string' && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : String(cell)

test('what was printed is read back cell by cell, by another parser', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyCell, anyCell, anyCell), { maxLength: 20 }), async (rows) => {
      const text = await print(['one', 'two', 'three'], rows)
      expect(parse(text, { record_delimiter: '\r\n' })).toEqual([
        ['one', 'two', 'three'],
        ...rows.map((row) => row.map(seen)),
      ])
    }),
  )
})

test('no text cell starts as a formula', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string(), fc.constantFrom('=cmd()', '@SUM(1)', '+1', '-1'))),
      async (rows) => {
        const records: string[][] = parse(await print(['a', 'b'], rows), { record_delimiter: '\r\n' })
        for (const cell of records.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      },
    ),
  )
})

test('a long table comes in several chunks and none of it is lost', async () => {
  const rows = Array.from({ length: 2_345 }, (_, index) => [index])
  const chunks: string[] = []
  for await (const chunk of csvChunks(['n'], rows)) chunks.push(chunk)
  expect(chunks.length).toBeGreaterThan(4)
  expect(chunks.join('').split('\r\n')).toHaveLength(2_345 + 2)
})

test('a row source that fails aborts the stream: nobody takes a part for the whole', async () => {
  async function* failing(): AsyncGenerator<CsvCell[]> {
    for (let index = 0; index < 1_500; index += 1) yield [index]
    throw new Error('the database went away')
  }
  const response = new Response(streamChunks(csvChunks(['n'], failing())))
  await expect(response.text()).rejects.toThrow('the database went away')
})
