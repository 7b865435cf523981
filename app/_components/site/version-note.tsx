import { PageLink } from '@/app/_components/site/page-link'
import type { Headline } from '@/app/_data/finding'
import { readOrigin } from '@/app/_data/origin'
import { formatLongDay } from '@/app/_data/times'
import type { DataVersion } from '@/lib/query/engine'
import { addressOf, type Filters } from '@/lib/query/filters'
import { describeCitation, type Figure, type NameBook } from '@/lib/query/sentences'
import { withSeries } from '@/lib/query/series'

const versionWords = ({ id, at }: DataVersion): string =>
  at === null ? `data version ${id}` : `data version ${id} of ${formatLongDay(at)}`

interface CitationProps {
  figure: Figure
  /** Page of the figure as of its version. */
  address: string
  version: DataVersion
  names: NameBook
}

/** The figure as it can be quoted, with the address that keeps giving it. */
async function Citation({ figure, address, version, names }: CitationProps) {
  const origin = await readOrigin()
  return (
    <details className="on-paper mt-3">
      <summary className="w-fit text-small">
        <span className="word">Cite this figure</span>
      </summary>
      <figure className="mt-3 max-w-[72ch] border-l-2 border-rule-strong pl-3">
        <p className="select-all wrap-anywhere">
          {describeCitation(figure, names)} Skilltide, {versionWords(version)}, {origin}
          {address}
        </p>
        <figcaption className="mt-1 text-small text-quiet">
          One click selects it.{' '}
          <PageLink className="link" href={address}>
            The address
          </PageLink>{' '}
          keeps giving this figure for{' '}
          <a className="link" href="/methodology#citing">
            as long as its version is kept
          </a>
          .
        </figcaption>
      </figure>
    </details>
  )
}

interface VersionNoteProps {
  /** Page that shows the figures, and its query without a fixed series. */
  path: string
  filters: Filters
  version: DataVersion
  names: NameBook
  /** The one figure of the page; null where it has many. */
  headline: Headline | null
}

/** Which data version the figures are of, how to quote them, and what moved them. */
export function VersionNote({ path, filters, version, names, headline }: VersionNoteProps) {
  if (version.id === 0 || version.at === null) return null
  const newest = { ...filters, asOf: null }
  const kept = addressOf(path, { ...filters, asOf: version.id })
  const moves = addressOf('/changes', withSeries(newest, headline === null ? [] : [headline.series]))
  const figure = headline?.figure ?? null
  return (
    <>
      <p className="mt-3 max-w-[72ch] text-small text-quiet">
        {filters.asOf === null ? (
          <>
            Figures of {versionWords(version)}:{' '}
            <PageLink className="link" href={moves}>
              what moved them
            </PageLink>
            .
            {figure === null && (
              <>
                {' '}
                <PageLink className="link" href={kept}>
                  Cite this
                </PageLink>
                : an address that keeps giving them.
              </>
            )}
          </>
        ) : (
          <>
            Figures as they stood at {versionWords(version)}.{' '}
            <PageLink className="link" href={addressOf(path, newest)}>
              Show the newest
            </PageLink>
            , or see{' '}
            <PageLink className="link" href={moves}>
              what has changed
            </PageLink>
            .
          </>
        )}
      </p>
      {figure !== null && <Citation figure={figure} address={kept} version={version} names={names} />}
    </>
  )
}
