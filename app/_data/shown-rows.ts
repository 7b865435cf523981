import type { ShownNeighbour } from '@/app/_components/tables/share-columns'
import type { ShownCompanion } from '@/app/_components/tables/companion-table'
import type { ShownSkill } from '@/app/_components/tables/skill-table'
import { familyTitle, seriesFamily, seriesHref, seriesName } from '@/app/_data/names'
import type { CompanionWithLift } from '@/lib/query/companion-lifts'
import type { AlternativeRow, SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'

const roundShare = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6)

/**
 * Rows of the skill table with names and addresses; figures to six decimals, as in the file.
 * @param required the same skills at level `required`, where that stands beside
 */
export function toShownSkills(
  rows: readonly SkillRow[],
  filters: Filters,
  required: readonly SkillRow[] | null,
): ShownSkill[] {
  const requiredOf = required === null ? null : new Map(required.map((row) => [row.skill, row]))
  return rows.map((row) => {
    const series = `skill:${row.skill}` as const
    const family = seriesFamily(series)
    return {
      id: row.skill,
      name: seriesName(series),
      href: seriesHref(series, filters),
      family,
      familyName: familyTitle(family),
      share: roundShare(row.share),
      low: roundShare(row.low),
      high: roundShare(row.high),
      vacancies: row.vacancies,
      ofVacancies: row.ofVacancies,
      isThin: row.isThin,
      change: roundShare(row.change),
      yearly: row.yearly.map((year) => roundShare(year.share)),
      required:
        requiredOf === null
          ? null
          : {
              // A skill that no vacancy requires has no row.
              share: roundShare(requiredOf.get(row.skill)?.share ?? 0) ?? 0,
              href: seriesHref(series, { ...filters, level: 'required' }),
            },
    }
  })
}

export const toShownCompanions = (rows: readonly CompanionWithLift[], filters: Filters): ShownCompanion[] =>
  rows.map((row) => {
    const series = `skill:${row.skill}` as const
    return {
      id: row.skill,
      name: seriesName(series),
      href: seriesHref(series, filters),
      family: seriesFamily(series),
      share: row.share,
      base: row.base,
      lift: row.lift,
      liftLow: row.liftLow,
      liftHigh: row.liftHigh,
    }
  })

export const toShownAlternatives = (rows: readonly AlternativeRow[], filters: Filters): ShownNeighbour[] =>
  rows.flatMap(({ skill, ...share }) => {
    if (skill === null) return []
    const series = `skill:${skill}` as const
    return [
      { id: skill, name: seriesName(series), href: seriesHref(series, filters), family: seriesFamily(series), share },
    ]
  })
