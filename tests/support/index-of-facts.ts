import { seriesCode } from '@/lib/db/series-code'
import { decodeChunk, encodeChunk } from '@/lib/demand-index/chunk-bytes'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, openMonth } from '@/lib/demand-index/index-snapshot'
import { type FactToSeal, sealMonth } from '@/lib/demand-index/seal'
import type { Level } from '@/lib/domain/skill'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import type { Fact } from './facts'

const codes = (series: readonly NamedSeries[]) => series.map((key) => seriesCode(key)).toSorted((a, b) => a - b)

export const toSeal = (fact: Fact): FactToSeal => ({
  postingId: fact.postingId,
  vacancyId: fact.vacancyId,
  day: fact.day,
  employerId: fact.employerId,
  sourceId: fact.sourceId,
  role: fact.role,
  remote: fact.remote,
  isStock: fact.arrival === 'stock',
  saysStartup: fact.signals.includes(true),
  seniority: fact.seniority,
  regions: fact.regions,
  words: fact.words,
  named: { required: codes(fact.required), preferred: codes(fact.preferred), mentioned: codes(fact.mentioned) },
  anyOf: fact.anyOf.map(({ level, skills }: { level: Level; skills: string[] }) => ({
    level,
    codes: codes(skills.map((skill): NamedSeries => `skill:${skill}`)),
  })),
})

/** The index over facts, by way of its bytes. */
export function indexOfFacts(facts: readonly Fact[]): IndexSnapshot {
  const names = createNames()
  const months = [...new Set(facts.map((fact) => fact.month))].toSorted()
  return {
    dataVersion: { id: 0, at: null, taxonomyVersion: null, rulesVersion: null },
    names,
    months: months.map((month) => {
      const sealed = sealMonth(month, facts.filter((fact) => fact.month === month).map(toSeal))
      return openMonth(decodeChunk(encodeChunk(sealed)), names)
    }),
  }
}

export function engineOfFacts(facts: readonly Fact[], options: { now: Date; skills: readonly string[] }): DemandEngine {
  const snapshot = indexOfFacts(facts)
  const skillOf = new Map(options.skills.map((id) => [seriesCode(`skill:${id}`), id]))
  return createIndexEngine({
    snapshot: () => Promise.resolve(snapshot),
    now: () => options.now,
    codeOf: seriesCode,
    skillOf: (code) => skillOf.get(code),
  })
}
