import { describe, expect, it } from 'vitest'
import type { Source } from '@/scrapers/contract'
import { sources } from '@/scrapers/registry'
import { sourceCases } from './cases/all'
import type { SourceCase } from './cases/source-case'
import { faultsOfCrawl, faultsOfHostileValues, faultsOfRecordings, faultsOfResult } from './conformance'

/** Bodies that no source should send and each will, one day. */
const hostileBodies: [string, Uint8Array][] = [
  ['nothing', Buffer.from('')],
  ['HTML where JSON was due', Buffer.from('<!doctype html><html><body>Please log in</body></html>')],
  ['JSON that is cut off', Buffer.from('{"id": 1, "children": [{"id": 2, "text": "Acme | Engi')],
  ['bytes of another charset', Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d])],
  ['gzip that nobody unpacked', Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0])],
  ['JSON of another shape', Buffer.from('[1, null, "x", {"children": 3}]')],
  ['null', Buffer.from('null')],
  ['deep nesting', Buffer.from(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)],
]

/** The case of a source. @throws Error for a source that came without one. */
function caseOf(id: string): SourceCase {
  const test = sourceCases[id]
  if (test === undefined) throw new Error(`tests/contract/cases/all.ts has no case for the source ${id}`)
  return test
}

async function ownPayload(id: string) {
  const [recording] = await caseOf(id).recordings()
  if (recording === undefined) throw new Error(`${id} has no recording`)
  return recording.payload
}

describe.each(sources.map((source): [string, Source] => [source.id, source]))('the source %s', (id, source) => {
  it('declares what pages and the fetcher need', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(source.name).not.toBe('')
    expect(source.attribution).toMatch(/\.$/)
    expect(source.terms).toMatch(/\.$/)
    expect(Number.isInteger(source.parserVersion) && source.parserVersion > 0).toBe(true)
    expect(source.policy.inFlight).toBeGreaterThanOrEqual(1)
    for (const share of Object.values(source.bounds)) expect(share >= 0 && share <= 1).toBe(true)
    const isRemote = source.cadenceHours !== null
    expect(source.homepage).toMatch(isRemote ? /^https:/ : /^$/)
    expect(source.policy.minimumDelayMs).toBeGreaterThanOrEqual(isRemote ? 100 : 0)
  })

  it('parses its recordings without losing a record, into valid postings with all that a person reads in them', async () => {
    expect(await faultsOfRecordings(source, caseOf(id))).toEqual([])
  })

  it('crawls what it should and takes no broken answer for a listing', async () => {
    expect(await faultsOfCrawl(source, caseOf(id))).toEqual([])
  })

  it('parses as a pure function: the same bytes give the same postings and stay as they are', async () => {
    const payload = await ownPayload(id)
    const before = Buffer.from(payload.body).toString('hex')
    const first = source.parse(payload)
    expect(source.parse(payload)).toEqual(first)
    expect(Buffer.from(payload.body).toString('hex')).toBe(before)
  })

  it.each(hostileBodies)('refuses %s instead of throwing or inventing', async (_, body) => {
    const result = source.parse({ ...(await ownPayload(id)), body })
    expect(result.postings).toEqual([])
    expect(faultsOfResult(result, body)).toEqual([])
  })

  it('loses no record over a hostile value in one of them', async () => {
    expect(await faultsOfHostileValues(source, caseOf(id))).toEqual([])
  })
})
