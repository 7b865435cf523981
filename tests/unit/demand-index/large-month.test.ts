import { expect, test } from 'vitest'
import { decodeChunk, encodeChunk } from '@/lib/demand-index/chunk-bytes'
import { blockRows } from '@/lib/demand-index/chunk'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, openMonth } from '@/lib/demand-index/index-snapshot'
import { type FactToSeal, sealMonth } from '@/lib/demand-index/seal'
import type { BackendRole } from '@/lib/domain/posting'
import { seriesCode } from '@/lib/db/series-code'
import { defaultFilters, type Filters } from '@/lib/query/filters'

const roles: BackendRole[] = ['strict', 'broad', 'no']
const [go, docker] = [seriesCode('skill:go'), seriesCode('skill:docker')]
const uuid = (kind: number, number: number) => `00000000-0000-8000-800${kind}-${number.toString(16).padStart(12, '0')}`

/** A month whose roles end inside its second and its third block. */
const facts = Array.from({ length: 2 * blockRows + 5_000 }, (_, index): FactToSeal => ({
  postingId: uuid(0, index),
  vacancyId: uuid(1, index),
  employerId: uuid(2, index % 1_009),
  sourceId: 'hackernews',
  role: roles[index % 10 < 6 ? 0 : index % 10 < 8 ? 1 : 2] ?? 'no',
  remote: 'unknown',
  isStock: false,
  day: '2024-01-02',
  saysStartup: false,
  seniority: [],
  regions: [],
  words: 100,
  named: {
    required: index % 3 === 0 ? [go] : [],
    preferred: [],
    mentioned: index % 7 === 0 ? [docker] : index % 3 === 1 ? [go] : [],
  },
  anyOf: [],
}))

const names = createNames()
const snapshot: IndexSnapshot = {
  dataVersion: { id: 1, at: null, taxonomyVersion: null, rulesVersion: null },
  months: [openMonth(decodeChunk(encodeChunk(sealMonth('2024-01', facts))), names)],
  names,
}
const engine = createIndexEngine({
  snapshot: () => Promise.resolve(snapshot),
  now: () => new Date('2024-06-15T00:00:00Z'),
  codeOf: seriesCode,
  skillOf: (code) => (code === go ? 'go' : 'docker'),
})

test.each<Filters['role']>(['strict', 'broad', 'all'])(
  'a month of several blocks counts every row of %s',
  async (role) => {
    const isIn = (fact: FactToSeal) =>
      role === 'all' || fact.role === 'strict' || (role === 'broad' && fact.role === 'broad')
    const held = facts.filter(isIn)
    const naming = (code: number) =>
      held.filter(({ named }) => named.required.includes(code) || named.mentioned.includes(code)).length
    const { rows } = await engine.demand({ ...defaultFilters, role, skills: ['go', 'docker'] })
    expect(rows.map(({ vacancies, ofVacancies }) => ({ vacancies, ofVacancies }))).toEqual([
      { vacancies: naming(go), ofVacancies: held.length },
      { vacancies: naming(docker), ofVacancies: held.length },
    ])
    const skills = await engine.skills({ ...defaultFilters, role, level: 'required' })
    expect(skills.rows.map(({ skill, vacancies }) => ({ skill, vacancies }))).toEqual([
      { skill: 'go', vacancies: held.filter(({ named }) => named.required.includes(go)).length },
    ])
  },
)
