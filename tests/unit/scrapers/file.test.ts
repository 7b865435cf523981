import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ParseResult } from '@/scrapers/contract'
import { findColumns, parseColumnMap } from '@/scrapers/sources/file/columns'
import { readDate } from '@/scrapers/sources/file/read-date'
import { readLines } from '@/scrapers/read-lines'
import type { ColumnMap } from '@/scrapers/sources/file/schema'
import { file } from '@/scrapers/sources/file/source'
import { crawlWith } from '../../support/crawl'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skilltide-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** All chunks of a file, parsed and put together. */
async function readFileWith(path: string, columns: ColumnMap = {}): Promise<ParseResult & { chunks: number }> {
  const all: ParseResult & { chunks: number } = { postings: [], rejects: [], skipped: {}, chunks: 0 }
  const { pages } = await crawlWith(file, {
    config: { path, label: 'test', columns },
    answer: () => Promise.reject(new Error('a file needs no network')),
  })
  for (const page of pages) {
    const parsed = file.parse(page.payload)
    all.postings.push(...parsed.postings)
    all.rejects.push(...parsed.rejects)
    all.chunks += 1
  }
  return all
}

async function save(name: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

const jsonl = fileURLToPath(new URL('../../fixtures/file/postings.jsonl', import.meta.url))
const row = (id: number, text = 'We use Go.') => ({
  id: String(id),
  title: 'Engineer',
  company: 'Acme',
  text,
  date: '2024-03-01',
})

describe('an imported file', () => {
  it('gives postings with plain text, places and web links, and tells each refused row with line and reason', async () => {
    const { postings, rejects } = await readFileWith(jsonl)
    expect(postings).toMatchObject([
      {
        externalId: 'test/a1',
        text: 'We run Go on Kubernetes.\n- 5+ years',
        placeTexts: ['Berlin, Germany', 'Remote'],
        remoteText: 'Remote',
        month: '2024-03',
      },
      {
        externalId: 'test/a2',
        text: 'Terraform & AWS',
        placeTexts: ['Lisbon', 'Porto'],
        url: null,
        remoteText: 'hybrid',
      },
    ])
    expect(rejects.map(({ line, field }) => ({ line, field }))).toEqual([
      { line: 3, field: 'date' },
      { line: 4, field: 'text' },
      { line: 5, field: null },
      { line: 6, field: 'id' },
    ])
  })

  it('is read alike as JSON lines, CSV and Parquet, plain and gzipped', async () => {
    const rows = [row(1), row(2, 'Two lines,\nwith "quotes" and a comma'), row(3)]
    const lines = rows.map((each) => JSON.stringify(each)).join('\n')
    const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
    const csv = ['id,title,company,text,date', ...rows.map((each) => Object.values(each).map(quote).join(','))].join(
      '\r\n',
    )
    const columnData = (['id', 'title', 'company', 'text', 'date'] as const).map((name) => ({
      name,
      data: rows.map((each) => each[name]),
      type: 'STRING' as const,
    }))
    const parquet = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }))
    const expected = (await readFileWith(await save('a.jsonl', lines))).postings
    expect(expected).toHaveLength(3)
    for (const [name, bytes] of [
      ['a.jsonl.gz', gzipSync(lines)],
      ['a.csv', `\uFEFF${csv}`],
      ['a.csv.gz', gzipSync(csv)],
      ['a.parquet', parquet],
      ['a.parquet.gz', gzipSync(parquet)],
    ] as const) {
      const { postings, rejects } = await readFileWith(await save(name, bytes))
      expect({ name, rejects, postings }).toEqual({ name, rejects: [], postings: expected })
    }
  })

  it('is cut into chunks of a thousand rows', async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => JSON.stringify(row(index))).join('\n')
    const { postings, chunks } = await readFileWith(await save('many.jsonl', lines))
    expect(chunks).toBe(3)
    expect(postings).toHaveLength(2_500)
  })

  it('gives a row without an id the same id in every import', async () => {
    const path = await save(
      'noid.csv',
      'title,text,date\nEngineer,We use Go.,2024-03-01\nEngineer,We use Rust.,2024-03-01\n',
    )
    const first = await readFileWith(path)
    const second = await readFileWith(path)
    expect(first.postings.map((posting) => posting.externalId)).toEqual(
      second.postings.map((posting) => posting.externalId),
    )
    expect(new Set(first.postings.map((posting) => posting.externalId)).size).toBe(2)
  })

  it('tells CSV rows that do not fit their header, and goes on', async () => {
    const path = await save(
      'odd.csv',
      'id;text;date\n1;We use Go.;2024-03-01\n2;too;many;cells\n3;We use Rust.;2024-03-02\n',
    )
    const { postings, rejects } = await readFileWith(path)
    expect(postings.map((posting) => posting.externalId)).toEqual(['test/1', 'test/3'])
    expect(rejects).toMatchObject([{ line: 3, reason: 'the row has more or fewer cells than the header' }])
  })

  it('tells the line of a refused CSV row as an editor counts it, after blank lines, odd rows and breaks within cells', async () => {
    const csv = [
      'id,text,date',
      '1,"We use Go.\r\nAnd Rust.",2024-03-01',
      '',
      '2,We use Go.,soon',
      'odd',
      '3,"We\nuse\nGo.",later',
      '4,,2024-03-01',
      'odd',
    ]
    const { rejects } = await readFileWith(await save('lines.csv', csv.join('\r\n')))
    expect(rejects.map((reject) => reject.line).sort()).toEqual([5, 6, 7, 10, 11].sort())
  })

  it('says of a JSON array what it expected instead of reading it as CSV', async () => {
    const path = await save('array.json', JSON.stringify([row(1)], null, 1))
    await expect(readFileWith(path)).rejects.toThrow('one JSON array; expected one object a line')
  })

  it('names what it looked for when a column is not there', async () => {
    const path = await save('other.csv', 'id,Inhalt\n1,We use Go.\n')
    const unnamed = await readFileWith(path)
    expect(unnamed.rejects[0]?.reason).toMatch(/no column holds the text; looked for text, description, .*--map text=/)
    const undated = await readFileWith(path, { text: 'Inhalt' })
    expect(undated.rejects[0]?.reason).toMatch(/no column holds the date; looked for date, postedat, /)
  })

  it('is halted before anything is stored when no row has a column that is given by hand', async () => {
    const path = await save('mapped.csv', 'id,Inhalt,Titel,date\n1,We use Go.,Engineer,2024-03-01\n')
    await expect(readFileWith(path, { text: 'Inhalt', title: 'Title' })).rejects.toMatchObject({
      kind: 'HaltSource',
      message: expect.stringContaining(
        '“Title” for the title, which none of the first 1 rows has; there are id, Inhalt, Titel',
      ),
    })
    const { postings } = await readFileWith(path, { text: 'Inhalt', title: 'Titel' })
    expect(postings[0]).toMatchObject({ title: 'Engineer' })
  })

  it('says of a later row that it lacks a column given by hand', async () => {
    const path = await save('some.jsonl', `${JSON.stringify({ ...row(1), Inhalt: 'Go' })}\n${JSON.stringify(row(2))}`)
    const { rejects } = await readFileWith(path, { text: 'Inhalt' })
    expect(rejects[0]?.reason).toBe('the row has no column “Inhalt”, which --map names for the text')
  })

  it('refuses rows in another encoding instead of storing wrong letters', async () => {
    const latin = Buffer.concat([
      Buffer.from('id,text,date\n1,Caf'),
      Buffer.from([0xe9]),
      Buffer.from(' uses Go,2024-03-01\n'),
    ])
    const { postings, rejects } = await readFileWith(await save('latin.csv', latin))
    expect(postings).toEqual([])
    expect(rejects[0]?.reason).toContain('UTF-8')
  })

  it('is halted, not taken for short, when its gzip is cut off', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) =>
      JSON.stringify(row(index, `We use Go ${Math.sin(index)}`)),
    ).join('\n')
    const bytes = gzipSync(lines)
    const path = await save('cut.jsonl.gz', bytes.subarray(0, bytes.length - 200))
    await expect(readFileWith(path)).rejects.toMatchObject({ kind: 'HaltSource' })
  })
})

describe('columns', () => {
  it('are found by well-known names, and given ones win', () => {
    expect(findColumns(['Job Title', 'job_description', 'Date-Posted', 'Body'], { text: 'Body' })).toEqual({
      title: 'Job Title',
      text: 'Body',
      date: 'Date-Posted',
    })
  })

  it('are read from --map, and a wrong part is named', () => {
    expect(parseColumnMap('title=Job Title,text=a=b')).toEqual({
      ok: true,
      columns: { title: 'Job Title', text: 'a=b' },
    })
    expect(parseColumnMap('tilte=x')).toMatchObject({ ok: false, problem: expect.stringContaining('tilte') })
    expect(parseColumnMap('title=')).toMatchObject({ ok: false })
  })
})

describe('a date', () => {
  it.each([
    ['2024-03-05', '2024-03-05T00:00:00.000Z'],
    ['2024-03', '2024-03-01T00:00:00.000Z'],
    ['2024-03-01T00:30:00+02:00', '2024-02-29T22:30:00.000Z'],
    ['2024-02-29 23:30:00-0100', '2024-03-01T00:30:00.000Z'],
    ['2026-08-11 20:45:29 UTC', '2026-08-11T20:45:29.000Z'],
    ['2024-03-05T10:00:00.123Z', '2024-03-05T10:00:00.000Z'],
    [1_709_683_200, '2024-03-06T00:00:00.000Z'],
    ['1709683200000', '2024-03-06T00:00:00.000Z'],
  ])('is read from %j', (value, expected) => {
    expect(readDate(value)?.toISOString()).toBe(expected)
  })

  it.each(['03/04/2024', '2024-13-01', '2024-02-30', '1024-01-01', 'yesterday', '', 20240305, null, true])(
    'is not guessed from %j',
    (value) => {
      expect(readDate(value)).toBeNull()
    },
  )
})

describe('lines of a stream', () => {
  it('are whole however the stream is cut, and one that is too long is told and not held', async () => {
    const text = 'first\nzweite Zeile mit ü\n' + 'x'.repeat(5_000) + '\nlast'
    const bytes = Buffer.from(text)
    for (const size of [1, 7, 4_096]) {
      const chunks = (async function* () {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
      })()
      const lines = []
      for await (const line of readLines(chunks, 1_000)) lines.push('text' in line ? line.text : line.problem)
      expect(lines).toEqual(['first', 'zweite Zeile mit ü', 'the line is longer than 1000 bytes', 'last'])
    }
  })
})
