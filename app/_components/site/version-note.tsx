import { PageLink } from '@/app/_components/site/page-link'
import type { DataVersion } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

const addressOf = (path: string, filters: Filters): string => {
  const query = printFilters(filters)
  return query === '' ? path : `${path}?${query}`
}

interface VersionNoteProps {
  /** Page that shows the figures, and its query without a fixed series. */
  path: string
  filters: Filters
  version: DataVersion
}

/** Which data version the figures are of, with the address that keeps giving them. */
export function VersionNote({ path, filters, version }: VersionNoteProps) {
  if (version.id === 0 || version.at === null) return null
  const made = `data version ${version.id} of ${day.format(version.at)}`
  return (
    <p className="mt-3 max-w-[72ch] text-small text-quiet">
      {filters.asOf === null ? (
        <>
          Figures of {made}.{' '}
          <PageLink className="link" href={addressOf(path, { ...filters, asOf: version.id })}>
            Cite this
          </PageLink>
          : an address that keeps giving them.
        </>
      ) : (
        <>
          Figures as they stood at {made}.{' '}
          <PageLink className="link" href={addressOf(path, { ...filters, asOf: null })}>
            Show the newest
          </PageLink>
          , or see{' '}
          <PageLink className="link" href="/changes">
            what has changed
          </PageLink>
          .
        </>
      )}
    </p>
  )
}
