import { describe, expect, test } from 'vitest'
import { createCachedDemandEngine } from '@/lib/db/cached-demand-engine'
import { seriesCode } from '@/lib/db/series-code'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters } from '@/lib/query/filters'
import { createOracle } from '../../support/oracle'

/** An engine that counts how often it is asked, at a data version that can be moved. */
function createCountingEngine() {
  const state = { asked: 0, version: 1, isFailing: false }
  const oracle = createOracle([], new Date('2024-03-01T00:00:00Z'))
  const version = () => ({ id: state.version, at: null, taxonomyVersion: null, rulesVersion: null })
  const engine: DemandEngine = {
    ...oracle,
    dataVersion: () => Promise.resolve(version()),
    async demand(filters) {
      state.asked += 1
      if (state.isFailing) throw new Error('aborted')
      return { ...(await oracle.demand(filters)), dataVersion: version() }
    },
  }
  return { state, engine }
}

const clock = () => new Date('2024-03-01T00:00:00Z')
const question = { ...defaultFilters, skills: ['aws', 'docker'] }

describe('the memory of answers', () => {
  test('asks once for the same question, also when its lists come in another order', async () => {
    const { state, engine } = createCountingEngine()
    const cached = createCachedDemandEngine(engine, clock)
    const first = await cached.demand({ ...question, regions: ['DE', 'FR'] })
    expect(await cached.demand({ ...question, regions: ['FR', 'DE'] })).toBe(first)
    expect(state.asked).toBe(1)
  })

  test('asks anew for series in another order, since rows come in that order', async () => {
    const { state, engine } = createCountingEngine()
    const cached = createCachedDemandEngine(engine, clock)
    await cached.demand(question)
    await cached.demand({ ...question, skills: ['docker', 'aws'] })
    expect(state.asked).toBe(2)
  })

  test('asks once for questions that come at the same time', async () => {
    const { state, engine } = createCountingEngine()
    const cached = createCachedDemandEngine(engine, clock)
    await Promise.all([cached.demand(question), cached.demand(question), cached.demand(question)])
    expect(state.asked).toBe(1)
  })

  test('asks anew when the data has a new version, and when a new month has begun', async () => {
    const { state, engine } = createCountingEngine()
    let now = clock()
    const cached = createCachedDemandEngine(engine, () => now)
    await cached.demand(question)
    state.version = 2
    expect((await cached.demand(question)).dataVersion.id).toBe(2)
    now = new Date('2024-04-01T00:00:00Z')
    await cached.demand(question)
    expect(state.asked).toBe(3)
  })

  test('never keeps a failure', async () => {
    const { state, engine } = createCountingEngine()
    const cached = createCachedDemandEngine(engine, clock)
    state.isFailing = true
    await expect(cached.demand(question)).rejects.toThrow('aborted')
    state.isFailing = false
    await expect(cached.demand(question)).resolves.toMatchObject({ rows: [] })
  })
})

test('the code of a series is the first 28 bits of its hash, so that it fits an int and needs no table', () => {
  // printf 'skill:kubernetes' | sha256sum
  expect(seriesCode('skill:kubernetes').toString(16).padStart(7, '0')).toBe('68cf12c')
  expect(seriesCode('family:cloud')).toBeLessThan(2 ** 28)
})
