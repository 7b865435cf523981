import fc from 'fast-check'
import type { Pool } from 'pg'
import { retagBatch } from '@/lib/db/retag-batch'
import type { Deriver } from '@/lib/db/retag-batch'
import { retag } from '@/scrapers/retag'
import { runFor } from './ingest'
import { toyBoards } from './toy-board'
import { toySource } from './toy-source'

/** An advertisement of a made-up source; what it says is told by `of`. */
interface ToyAd {
  id: number
  of: number
}

/** A reading of a thread or of an employer's board: what stands there in a month of 2024. */
export interface ReadStep {
  kind: 'thread' | 'board'
  /** From 0. */
  month: number
  ads: ToyAd[]
}

/** Few ids, so that readings edit, close and open postings. @param texts that there are */
export const anyToyAds = (texts: number): fc.Arbitrary<ToyAd[]> =>
  fc.uniqueArray(fc.record({ id: fc.nat({ max: 9 }), of: fc.nat({ max: texts - 1 }) }), {
    selector: (ad) => ad.id,
    maxLength: 8,
  })

/** Reads and stores a step's postings, as a worker does on the fifth of its month. */
export async function readToyStep(pool: Pool, step: ReadStep, textOf: (of: number) => string): Promise<void> {
  const date = `2024-0${step.month + 1}-05`
  const records = step.ads.map(({ id, of }) => ({ id: `${step.kind}-${step.month}-${id}`, text: textOf(of), date }))
  if (step.kind === 'thread') await runFor(pool, toySource([{ listing: `thread-${step.month}`, records }]))
  else
    await runFor(pool, toyBoards({ acme: { records } }), {
      scope: 'acme',
      config: { board: 'acme', name: 'Acme' },
      now: () => new Date(`${date}T12:00:00Z`),
    })
}

/** Derives all stored postings again by other rules. */
export const retagBy = (pool: Pool, deriver: Deriver, now: () => Date) =>
  retag({
    pool,
    work: (range) => retagBatch(pool, range, deriver),
    versions: { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' },
    isDryRun: false,
    now,
    signal: new AbortController().signal,
  })
