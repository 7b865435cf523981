import { describe, expect, it } from 'vitest'
import { backendRoles } from '@/lib/domain/posting'
import { opsFamilies } from '@/lib/domain/skill'
import { classifyRole } from '@/lib/normalise/role'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { scorecard } from '@/lib/normalise/role-scorecard'
import { clientSkills, serverSkills } from '@/lib/normalise/role-signs'
import { tag } from '@/lib/tagger/tag'
import { skillById, skills } from '@/lib/tagger/taxonomy'
import { decide, fitScorecard } from '@/tests/eval/roles/fit-scorecard'

function read(title: string, text: string) {
  const named = tag({ title, text }).map(({ skill }) => skill)
  return classifyRole({ title, isTitleGiven: true, text, skills: named, advertised: findAdvertisedRoles(text) })
}

describe('the scorecard of open roles', () => {
  const names = Object.keys(scorecard.grounds)
  const named = names.flatMap((name) => (name.startsWith('skill ') ? [name.slice('skill '.length)] : []))

  it('knows no skill that the taxonomy does not', () => {
    expect(named.filter((id) => skillById(id) === undefined)).toEqual([])
    expect(named.length).toBeGreaterThan(20)
  })

  it('weighs no skill that is charted, whoever is counted', () => {
    const charted = skills.filter(({ family }) => opsFamilies.some((ops) => ops === family)).map(({ id }) => id)
    const weighed = [...named, ...serverSkills.keys(), ...clientSkills]
    expect(charted.filter((id) => weighed.includes(id))).toEqual([])
    const text = 'You write Java for our customers and keep it in PostgreSQL.'
    const more = `${text} It runs on AWS, in Docker, on Kubernetes, by Terraform, watched by Prometheus.`
    expect(read('Software Engineer', more)).toEqual(read('Software Engineer', text))
  })

  it('quotes the words that spoke most for its answer', () => {
    const { backend, reason } = read('Software Engineer', 'You write Django and Python and keep data in PostgreSQL.')
    expect(backend).toBe('broad')
    expect(reason).toMatch(/^title says “Software Engineer”, text shows .*“django”/)
  })
})

describe('fitting', () => {
  // A ground each for the classes, with some noise: each example has one right ground, and a ground that all have.
  const examples = Array.from({ length: 300 }, (_, at) => ({
    label: at % 3,
    grounds: [at % 10 === 0 ? (at + 1) % 3 : at % 3, 3],
  }))
  const fit = fitScorecard(examples, 4, backendRoles.length)

  it('finds the ground of each class', () => {
    expect([0, 1, 2].map((ground) => decide(fit, { label: 0, grounds: [ground, 3] }))).toEqual([0, 1, 2])
  })

  it('ends where the penalised likelihood is flat', () => {
    const penalty = 10
    const slopes = fit.weights.map((weight) => penalty * weight)
    for (const { grounds, label } of examples) {
      const scores = [0, 1, 2].map((at) =>
        grounds.reduce((sum, ground) => sum + (fit.weights[ground * 3 + at] ?? 0), fit.intercept[at] ?? 0),
      )
      const sum = scores.reduce((total, score) => total + Math.exp(score), 0)
      for (const [at, score] of scores.entries())
        for (const ground of grounds) {
          const place = ground * 3 + at
          slopes[place] = (slopes[place] ?? 0) + Math.exp(score) / sum - (at === label ? 1 : 0)
        }
    }
    expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(0.05)
  })
})
