import { PageLink } from '@/app/_components/site/page-link'
import { addressOf, type Filters } from '@/lib/query/filters'
import { describeWay, type NameBook } from '@/lib/query/sentences'
import { publishedWay } from '@/lib/query/ways'

/** Says that a page is counted in another way than the published one, with the way back; nothing where it is not. */
export function WayNote({ path, filters, names }: { path: string; filters: Filters; names: NameBook }) {
  const words = describeWay(filters, names)
  if (words === '') return null
  return (
    <p role="note" className="mt-3 max-w-[72ch] border-l-2 border-ink py-1 pl-3">
      Counted otherwise than published: {words}.{' '}
      <PageLink className="link" href={addressOf(path, publishedWay(filters))}>
        Count as published
      </PageLink>
    </p>
  )
}
