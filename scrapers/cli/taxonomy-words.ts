import { formatMonth } from '@/lib/domain/month'
import { textTable } from '@/lib/export/text-table'
import type { SkillDifference, TaxonomyDifference } from '@/lib/tagger/taxonomy-diff'
import type { MonthlyMove, PostingEffect, SeriesEffect, TaxonomyEffect } from '@/scrapers/taxonomy-effect'

const count = (value: number): string => value.toLocaleString('en')
const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(2)} %`)

function points(before: number | null, after: number | null): string {
  if (before === null || after === null) return '–'
  const difference = (after - before) * 100
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : ''
  return `${sign}${Math.abs(difference).toFixed(2)}`
}

function describeSkill({ id, renamed, family, aliases, implies, otherFields }: SkillDifference): string {
  const named = (sign: string, texts: readonly string[], what: string) => texts.map((text) => `${sign}${what} ${text}`)
  const spelled = (list: typeof aliases.added) => list.map(({ text, mode }) => `“${text}” (${mode})`)
  const parts = [
    ...(renamed === null ? [] : [`renamed from “${renamed.from}” to “${renamed.to}”`]),
    ...(family === null ? [] : [`moved from ${family.from} to ${family.to}`]),
    ...named('+', spelled(aliases.added), 'name'),
    ...named('−', spelled(aliases.removed), 'name'),
    ...named('+', implies.added, 'implies'),
    ...named('−', implies.removed, 'implies'),
    ...otherFields.map((field) => `${field} differ`),
  ]
  return `~ ${id}: ${parts.join('; ')}`
}

/** Which skills differ, a line each. */
export function describeDifference(
  versions: { from: string; to: string },
  { added, removed, changed }: TaxonomyDifference,
): string {
  const skill = (sign: string) => (one: { id: string; name: string; family: string }) =>
    `${sign} ${one.id}: ${one.name} (${one.family})`
  const lines = [...added.map(skill('+')), ...removed.map(skill('−')), ...changed.map(describeSkill)]
  const head = `${versions.from} → ${versions.to}: ${added.length} ${added.length === 1 ? 'skill' : 'skills'} added, ${removed.length} removed, ${changed.length} changed`
  return [head, ...lines].join('\n')
}

/** The month whose share moves most. */
function largestMove(months: readonly MonthlyMove[]): string {
  const size = ({ before, after, vacancies }: MonthlyMove) => Math.abs(after - before) / vacancies
  const [largest] = months.toSorted((a, b) => size(b) - size(a))
  if (largest === undefined) return '–'
  const { month, before, after, vacancies } = largest
  return `${formatMonth(month)} ${points(before / vacancies, after / vacancies)}`
}

const columns = [
  { heading: 'Series', isNumber: false },
  { heading: 'Gained', isNumber: true },
  { heading: 'Lost', isNumber: true },
  { heading: 'Other level', isNumber: true },
  { heading: 'Share now', isNumber: true },
  { heading: 'Share then', isNumber: true },
  { heading: 'Points', isNumber: true },
  { heading: 'Months moved', isNumber: true },
  { heading: 'Largest, points', isNumber: false },
]

const seriesRow = (effect: SeriesEffect): string[] => [
  effect.series,
  count(effect.gained),
  count(effect.lost),
  count(effect.moved),
  percent(effect.shareBefore),
  percent(effect.shareAfter),
  points(effect.shareBefore, effect.shareAfter),
  count(effect.months.length),
  largestMove(effect.months),
]

const shownPostings = 10

function postingLine({ source, externalId, month, gained, lost, moved }: PostingEffect): string {
  const parts = [
    ...gained.map((series) => `+${series}`),
    ...lost.map((series) => `−${series}`),
    ...moved.map((series) => `~${series}`),
  ]
  return `  ${source}/${externalId} ${formatMonth(month)}: ${parts.join(' ')}`
}

/** Which figures move, with the first postings that move them. */
export function describeEffect({ postings, series, changedPostings }: TaxonomyEffect, sample: number | null): string {
  const among = sample === null ? `all ${count(postings)} postings` : `${count(postings)} postings drawn at random`
  const head = `Of ${among}, ${count(changedPostings.length)} change.`
  if (changedPostings.length === 0) return head
  const more = changedPostings.length - shownPostings
  return [
    `${head} Shares: backend vacancies of the last 12 months.`,
    '',
    textTable(columns, series.map(seriesRow)),
    '',
    'Postings that change:',
    ...changedPostings.slice(0, shownPostings).map(postingLine),
    ...(more > 0 ? [`  and ${count(more)} more; --json lists them all`] : []),
  ].join('\n')
}
