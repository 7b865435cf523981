import { describe, expect, it } from 'vitest'
import { answersOf } from '../support/fault-server/answers'
import { makeWorld } from '../support/fault-server/world'
import type { WorldOptions } from '../support/fault-server/world'

const none = { greenhouse: 0, lever: 0, ashby: 0, recruitee: 0, smartrecruiters: 0, workday: 0 }
const alike = { usual: 20 }
const jobs = { greenhouse: alike, lever: alike, ashby: alike, recruitee: alike, smartrecruiters: alike, workday: alike }
const boards = (count: number, more: Partial<WorldOptions['jobs']> = {}): WorldOptions => ({
  seed: 3,
  boards: { ...none, greenhouse: count },
  jobs: { ...jobs, ...more },
})

describe('a made-up world', () => {
  it('has boards of one size, or of sizes of which most are small and a few large', () => {
    expect(new Set(makeWorld(boards(50)).employers.map(({ size }) => size))).toEqual(new Set([20]))
    const spread = makeWorld(boards(1_000, { greenhouse: { usual: 20, spread: 1 } }))
    const sizes = spread.employers.map(({ size }) => size).toSorted((a, b) => a - b)
    expect(sizes[0]).toBeGreaterThan(0)
    expect(sizes[500]).toBeGreaterThan(17)
    expect(sizes[500]).toBeLessThan(23)
    // A log-normal distribution with the parameter 1 has a mean of √e medians.
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeCloseTo(20 * Math.sqrt(Math.E), -1)
    expect(sizes.filter((size) => size > 100).length).toBeGreaterThan(20)
    expect(spread.employers.slice(0, 50).every((employer) => spread.jobsOf(employer, 0).length === employer.size)).toBe(
      true,
    )
  })

  it('shows recorded texts where it is given some, several to an advertisement', () => {
    const texts = ['Alpha<p>Go and Kafka', 'Beta<p>Rust']
    const world = makeWorld(boards(1), texts)
    const [employer] = world.employers
    if (employer === undefined) throw new Error('there is a board')
    const [job] = world.jobsOf(employer, 0)
    const html = job?.sections.map((section) => section.html).join('') ?? ''
    expect(html).toContain('<p>Go and Kafka</p>')
    expect(html.length).toBeGreaterThan(4_000)
    expect(html.replaceAll(/<p>(?:Alpha|Go and Kafka|Beta|Rust)<\/p>/g, '')).toBe('')
    expect(JSON.stringify(answersOf(employer, world.jobsOf(employer, 0)))).toContain('Go and Kafka')
  })
})
