import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retagBatch } from '@/lib/db/retag-batch'
import type { Deriver } from '@/lib/db/retag-batch'
import { seriesCode } from '@/lib/db/series-code'
import { derivePostings } from '@/scrapers/derive'
import { replaySource } from '@/scrapers/replay'
import { retag } from '@/scrapers/retag'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor, snapshot } from '../support/ingest'
import { type ToyRecord, toySource } from '../support/toy-source'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const fernhill: ToyRecord = {
  id: 'fernhill',
  text: 'Fernhill (YC S21) | Backend Engineer | Berlin\nWe are a 12-person startup. You know AWS, GCP or Azure.',
}
const umbra: ToyRecord = {
  id: 'umbra',
  text: 'Umbra | Backend Engineer | Paris\nWe raised our Series D. We use Go or Rust.',
}
const plain: ToyRecord = { id: 'plain', text: 'Acme | Backend Engineer | Paris\nWe use Postgres.' }

const ingest = (records: ToyRecord[]) => runFor(database.pool, toySource([{ listing: 'a', records }]))
const newestVersion = async () =>
  (await database.pool.query('select months::text[], changed from data_version order by id desc limit 1')).rows[0]

/** The rules of the running code but for signals and alternatives, which come out otherwise. */
const otherParts: Deriver = {
  derive: (inputs) =>
    derivePostings(inputs).map((posting) => ({
      ...posting,
      signals: posting.signals.slice(1).map((signal) => ({ ...signal, counts: !signal.counts })),
      anyOf:
        posting.input.externalId === 'plain'
          ? [{ level: 'preferred', skills: ['go', 'rust'] }]
          : posting.anyOf.slice(1),
    })),
  readFields: () => null,
}
const sameRules: Deriver = { derive: derivePostings, readFields: () => null }

const retagWith = (deriver: Deriver, isDryRun = false) =>
  retag({
    pool: database.pool,
    work: (range) => retagBatch(database.pool, range, deriver),
    versions: { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' },
    isDryRun,
    now: () => new Date('2024-06-11T00:00:00Z'),
    signal: new AbortController().signal,
    pageSize: 2,
  })

describe('signals and alternatives', () => {
  it('are stored with employer, month, evidence and the codes of facts', async () => {
    await ingest([fernhill, umbra, plain])
    const signals = await database.pool.query(
      `select f.employer_id = s.employer_id and f.month = s.month as is_of_fact, kind, value, counts, evidence
         from posting_signal s join posting p on p.id = s.posting_id join posting_fact f using (posting_id)
        order by external_id, ordinal`,
    )
    const own = { is_of_fact: true, counts: true }
    expect(signals.rows).toEqual([
      { ...own, kind: 'yc-batch', value: 'S21', evidence: 'YC S21' },
      { ...own, kind: 'head-count', value: '12', evidence: '12-person startup' },
      { ...own, kind: 'startup', value: '', evidence: 'We are a 12-person startup' },
      { ...own, counts: false, kind: 'later-round', value: 'D', evidence: 'We raised our Series D' },
    ])
    const choices = await database.pool.query(
      `select external_id, level, codes from posting_any_of join posting on id = posting_id order by external_id, ordinal`,
    )
    const codes = (...skills: string[]) => skills.map((id) => seriesCode(`skill:${id}`)).toSorted((a, b) => a - b)
    expect(choices.rows).toEqual([
      { external_id: 'fernhill', level: 'required', codes: codes('aws', 'gcp', 'azure') },
      { external_id: 'umbra', level: 'mentioned', codes: codes('go', 'rust') },
    ])
  })

  it('follow an edit of the text, and move with the month of their posting', async () => {
    await ingest([fernhill, umbra])
    const edited = {
      ...fernhill,
      text: 'Fernhill | Backend Engineer | Berlin\nYou know Go or AWS.',
      date: '2024-04-02',
    }
    await ingest([edited, { ...umbra, date: '2024-04-02' }])
    const after = await snapshot(database.pool)
    await emptyDatabase(database.pool)
    await ingest([edited, { ...umbra, date: '2024-04-02' }])
    expect(after).toEqual(await snapshot(database.pool))
    expect(await countOf(database.pool, `select count(*) from posting_signal where month <> '2024-04-01'`)).toBe(0)
  })

  it('go with a posting that is withdrawn, and come back with it', async () => {
    await ingest([fernhill, umbra, plain])
    const before = await snapshot(database.pool)
    await ingest([plain])
    const rows = 'select (select count(*) from posting_signal) + (select count(*) from posting_any_of)'
    expect(await countOf(database.pool, rows)).toBe(0)
    expect(await retagWith(otherParts)).toMatchObject({ changedFacts: 1 })
    expect(await countOf(database.pool, rows)).toBe(1)
    await ingest([fernhill, umbra, plain])
    expect(await snapshot(database.pool)).toEqual(before)
  })

  it('come out of a replay as of the first ingest, which counts nothing as changed', async () => {
    await ingest([fernhill, umbra, plain])
    const before = await snapshot(database.pool)
    const source = toySource([{ listing: 'a', records: [fernhill, umbra, plain] }])
    const replay = () =>
      replaySource({
        pool: database.pool,
        source,
        isDryRun: false,
        now: () => new Date(),
        signal: new AbortController().signal,
      })
    expect(await replay()).toMatchObject({ counts: { unchanged: 3, updated: 0 } })
    await database.pool.query(`delete from posting_any_of`)
    await database.pool.query(`update posting_signal set counts = not counts, value = 'x'`)
    expect(await replay()).toMatchObject({ counts: { unchanged: 1, updated: 2 } })
    expect(await newestVersion()).toEqual({ months: ['2024-03-01'], changed: 2 })
    expect(await snapshot(database.pool)).toEqual(before)
  })

  it('are all that a retag changes when nothing else came out otherwise, as one data version', async () => {
    await ingest([fernhill, umbra, plain])
    const before = await snapshot(database.pool)
    expect(await retagWith(sameRules)).toMatchObject({ changedFacts: 0 })
    expect((await retagWith(otherParts, true)).preview).toMatchObject({
      changedFacts: 3,
      changedRoles: 0,
      changedSignals: 2,
      changedAlternatives: 3,
    })
    expect(await snapshot(database.pool)).toEqual(before)
    expect(await retagWith(otherParts)).toMatchObject({ changedFacts: 3, counts: { updated: 3 } })
    expect(await newestVersion()).toEqual({ months: ['2024-03-01'], changed: 3 })
    const between = await snapshot(database.pool)
    expect({ ...between, signals: [], choices: [] }).toEqual({ ...before, signals: [], choices: [] })
    expect(between.signals).toHaveLength(2)
    expect(await retagWith(sameRules)).toMatchObject({ changedFacts: 3 })
    expect(await snapshot(database.pool)).toEqual(before)
  })
})
