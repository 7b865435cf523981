import { PageLink } from '@/app/_components/site/page-link'
import type { Headline } from '@/app/_data/finding'
import { addressOf, type Filters } from '@/lib/query/filters'
import { describeLevels } from '@/lib/query/sentences'

interface LevelNoteProps {
  /** Page of the headline, and its query without a fixed series. */
  path: string
  filters: Filters
  headline: Headline
}

/** How many require what the headline says is named, with the page counted so. */
export function LevelNote({ path, filters, headline: { figure, levels } }: LevelNoteProps) {
  if (figure === null || levels === null) return null
  const { finding, rest } = describeLevels({ name: figure.name, any: figure.share, ...levels, filters })
  return (
    <p className="mt-3 max-w-[72ch]">
      <PageLink className="link" href={addressOf(path, { ...filters, level: 'required' })}>
        {finding}
      </PageLink>
      {rest}
    </p>
  )
}
