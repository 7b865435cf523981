'use client'

import { useEffect, useRef, useState } from 'react'
import { readWays, sensitivityHref, type ShownWay } from '@/app/_components/sensitivity/read-rows'
import { WayTable } from '@/app/_components/sensitivity/way-table'
import { messageOf } from '@/lib/domain/message-of'
import type { Family } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import { addressOf, type Filters, printFilters } from '@/lib/query/filters'
import { describeSensitivity } from '@/lib/query/sensitivity-sentences'
import { nameAtLevel } from '@/lib/query/sentences'
import { withSeries } from '@/lib/query/series'
import { countedIn, nameWay, type Way } from '@/lib/query/ways'

interface SensitivityPanelProps {
  /** Page that the ways lead to, and its query. */
  path: string
  filters: Filters
  /** What the headline counts, and its name in a sentence. */
  series: SeriesKey
  name: string
  /** Family whose hue the figure has. */
  family: Family
  /** Names of sources by id. */
  sourceNames: Record<string, string>
}

type Shown = { rows: ShownWay[]; address: string } | { error: string; address: string } | null

/** The rows of an address, asked for once the panel is open; the last ones stay until the next are here. */
function useWays(address: string, isOpen: boolean) {
  const [shown, setShown] = useState<Shown>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (!isOpen) return undefined
    const abort = new AbortController()
    readWays(address, abort.signal).then(
      (rows) => setShown({ rows, address }),
      (error: unknown) => {
        if (!abort.signal.aborted) setShown({ error: messageOf(error), address })
      },
    )
    return () => abort.abort()
  }, [address, isOpen, attempt])
  const retry = () => {
    setShown(null)
    setAttempt(attempt + 1)
  }
  return { shown, isLoading: isOpen && shown?.address !== address, retry }
}

/** The headline's figure counted in other ways, asked for when a reader opens it. */
export function SensitivityPanel({ path, filters, series, name, family, sourceNames }: SensitivityPanelProps) {
  const [isOpen, setIsOpen] = useState(false)
  const panel = useRef<HTMLDetailsElement>(null)
  // A panel that was opened before the script came told nobody.
  useEffect(() => setIsOpen(panel.current?.open ?? false), [])
  const asked = withSeries(filters, [series])
  const { shown, isLoading, retry } = useWays(sensitivityHref(asked), isOpen)
  const nameOf = (way: Way) => nameWay(way, (id) => sourceNames[id] ?? id)
  const hrefOf = (way: Way) => addressOf(path, countedIn(filters, way))
  return (
    <details
      ref={panel}
      data-family={family}
      className="mt-4"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="w-fit text-small">
        <span className="word">How sensitive is this figure?</span>
      </summary>
      <section aria-label="Sensitivity" aria-busy={isLoading} className="mt-4">
        <p className="without-script text-small">
          <a className="link" href={`/api/sensitivity.csv?${printFilters(asked)}`}>
            The figure counted in other ways, as a file
          </a>
        </p>
        {shown === null && <p className="needs-script text-small text-quiet">Counting it in other ways …</p>}
        {shown !== null && 'error' in shown && (
          <p role="alert" className="text-small">
            The other ways of counting could not be read: {shown.error}{' '}
            <button type="button" className="link" onClick={retry}>
              Try again
            </button>
          </p>
        )}
        {shown !== null && 'rows' in shown && (
          <div className={isLoading ? 'opacity-45' : undefined}>
            <p className="mb-3 max-w-[72ch]">{describeSensitivity(shown.rows, nameOf)}</p>
            <WayTable
              rows={shown.rows}
              nameOf={nameOf}
              hrefOf={hrefOf}
              caption={`Share of vacancies that name ${nameAtLevel(name, filters.level)} in the last 12 months, counted in other ways`}
            />
            <p className="mt-2 max-w-[72ch] text-small text-quiet">
              The last 12 months, as the headline counts them. Each line changes one thing of the published way and
              leads to this page counted so; the dashed rule is the published share.{' '}
              <a className="link" href={`/api/sensitivity.csv?${printFilters(asked)}`} download>
                CSV<span className="sr-only"> of the ways of counting</span>
              </a>
            </p>
          </div>
        )}
      </section>
    </details>
  )
}
