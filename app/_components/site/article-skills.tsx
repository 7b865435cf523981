import { Fragment } from 'react'
import { PageLink } from '@/app/_components/site/page-link'
import { seriesHref, seriesName } from '@/app/_data/names'
import { articleClaims } from '@/lib/query/claims/article-claims'
import type { SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { formatShare, formatVacancies } from '@/lib/query/numbers'

/** The skills that the article calls essential by name. */
const essentials = articleClaims.flatMap(({ measure, comparison }) =>
  measure.kind === 'series' && measure.series.startsWith('skill:') && comparison === 'at-least'
    ? measure.series.slice('skill:'.length)
    : [],
)

interface ArticleSkillsProps {
  rows: readonly SkillRow[]
  /** The same at level `required`. */
  required: readonly SkillRow[]
  filters: Filters
  /** Months that the rows count, in words. */
  window: string
}

/** The question that most readers come with, answered before they ask: how many require what the article calls essential. */
export function ArticleSkills({ rows, required, filters, window }: ArticleSkillsProps) {
  const [first] = rows
  if (first === undefined) return null
  const shareIn = (of: readonly SkillRow[], skill: string) =>
    formatShare(of.find((row) => row.skill === skill)?.share ?? 0, first.ofVacancies)
  return (
    <p className="mt-3 max-w-[72ch]">
      Required, and named at all, in {formatVacancies(first.ofVacancies, false)} of {window}:{' '}
      {essentials.map((skill, index) => (
        <Fragment key={skill}>
          {index > 0 && ', '}
          <PageLink className="link" href={seriesHref(`skill:${skill}`, filters)}>
            {seriesName(`skill:${skill}`)}
          </PageLink>{' '}
          {shareIn(required, skill)} and {shareIn(rows, skill)}
        </Fragment>
      ))}
      .{' '}
      <PageLink className="link" href="/claims">
        The article’s claims, checked
      </PageLink>
      .
    </p>
  )
}
