import { writeFileSync } from 'node:fs'
import { Family } from '@/lib/domain/skill'
import { EvaluationRates, type Rate, toFinding, toRate } from '@/lib/evaluation/rates'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import type { Tallies } from '@/tests/eval/tallies'

const ratesFile = 'lib/evaluation/rates.json'

function rateOf(tallies: Tallies, name: string): Rate {
  const { right, n } = tallies.accuracy(name)
  return toRate(right, n)
}

/**
 * The totals of a split as they are published; no single error is in them.
 * @param date day of the measurement, `YYYY-MM-DD`
 */
export function toPublishedRates(tallies: Tallies, date: string): EvaluationRates {
  return EvaluationRates.parse({
    date,
    taxonomyVersion,
    rulesVersion,
    postings: tallies.accuracy('backend').n,
    skills: toFinding(tallies.finding('skills')),
    families: Object.fromEntries(
      tallies
        .under('family ')
        .filter(([family]) => Family.safeParse(family).success)
        .map(([family, counts]) => [family, toFinding(counts)]),
    ),
    bySkill: Object.fromEntries(tallies.under('skill ')),
    countries: toFinding(tallies.finding('countries')),
    seniority: toFinding(tallies.finding('seniority')),
    level: rateOf(tallies, 'level'),
    role: rateOf(tallies, 'backend'),
    remote: rateOf(tallies, 'remote'),
  })
}

/** Writes the file that the methodology and the skill pages show. @returns its path */
export function writeRates(rates: EvaluationRates): string {
  writeFileSync(ratesFile, `${JSON.stringify(rates, null, 2)}\n`)
  return ratesFile
}
