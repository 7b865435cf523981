import { createHash } from 'node:crypto'
import type { NamedSeries } from '@/lib/query/engine'

/** Code of a series in posting_fact arrays: the first 28 bits of sha-256 of its key. Needs no table to be made or read. */
export const seriesCode = (series: NamedSeries): number =>
  Number.parseInt(createHash('sha256').update(series).digest('hex').slice(0, 7), 16)
