'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useOptimistic, useRef, useTransition } from 'react'
import { ChoiceMenu, ChoiceOptions } from '@/app/_components/filters/choice-menu'
import { type FilterChoices, isNarrowed, joinChosen, type ListKey } from '@/app/_components/filters/choices'
import { DateMenu } from '@/app/_components/filters/date-menu'
import * as words from '@/app/_components/filters/filter-words'
import { readForm } from '@/app/_components/filters/read-form'
import { RegionMenu } from '@/app/_components/filters/region-menu'
import { SeriesPicker } from '@/app/_components/filters/series-picker'
import { useClosingMenus } from '@/app/_components/filters/closing-menus'
import { PageLink } from '@/app/_components/site/page-link'
import { usePendingMark } from '@/app/_components/site/pending'
import { addressOf, defaultFilters, Filters, printFilters } from '@/lib/query/filters'
import { seriesOf, withSeries } from '@/lib/query/series'

interface FilterBarProps {
  /** Page that the form leads to. */
  path: string
  filters: Filters
  choices: FilterChoices
  /** The one series of a skill or family page, where it is not a choice; null on the overview. */
  fixed: { name: string; compareHref: string } | null
}

/** What the bar has no choice for stays in the query when it is sent as a form. */
const hiddenPairs = ({ asOf, lengths, arrival, unit, without, view }: Filters): [string, string][] => [
  ...new URLSearchParams(printFilters({ ...defaultFilters, asOf, lengths, arrival, unit, without, view })),
]

/**
 * The query as a sentence whose words open their choices; every change is a new address. On a phone the sentence is
 * one line and the choices are in a sheet. Without scripts it is a form with a button.
 */
export function FilterBar({ path, filters, choices, fixed }: FilterBarProps) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const [shown, showAtOnce] = useOptimistic(filters)
  const form = useRef<HTMLFormElement>(null)
  usePendingMark(isPending)
  useClosingMenus(form)

  const show = (next: Filters) =>
    startTransition(() => {
      // A source that is chosen is no longer left out.
      const shownNext = { ...next, without: next.without.filter((id) => !next.sources.includes(id)) }
      showAtOnce(shownNext)
      router.push(addressOf(path, shownNext), { scroll: false })
    })
  // What was ticked before the script came takes effect as well.
  useEffect(() => {
    const ticked = form.current === null ? null : readForm(form.current, filters)
    if (ticked !== null && printFilters(ticked) !== printFilters(filters)) show(ticked)
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the script takes over
  }, [])
  const set = (change: Partial<Filters>) => show({ ...shown, ...change })
  /** Parses one changed value at this edge: the form holds plain strings. */
  const setParsed = (key: keyof Filters, value: unknown) => {
    const parsed = Filters.safeParse({ ...shown, [key]: value })
    if (parsed.success) show(parsed.data)
  }
  const toggle = (key: ListKey) => (value: string, isChosen: boolean) =>
    setParsed(key, isChosen ? [...shown[key], value] : shown[key].filter((other) => other !== value))

  const list = (key: ListKey, label: string, name: string, options: FilterChoices['sources'], none: string) => (
    <ChoiceMenu
      label={label}
      value={joinChosen(
        options.filter((option) => shown[key].some((value) => value === option.value)).map((option) => option.name),
        none,
      )}
    >
      <ChoiceOptions name={name} kind="checkbox" choices={options} chosen={shown[key]} onChange={toggle(key)} />
    </ChoiceMenu>
  )
  const one = (key: 'role' | 'level' | 'bucket' | 'employer', label: string, options: FilterChoices['sources']) => (
    <ChoiceMenu label={label} value={options.find((option) => option.value === shown[key])?.name ?? shown[key]}>
      <ChoiceOptions
        name={key}
        kind="radio"
        choices={options}
        chosen={[shown[key]]}
        onChange={(value) => setParsed(key, value)}
      />
    </ChoiceMenu>
  )

  return (
    <div className="filter-bar">
      <div className="column">
        <div className="flex items-center justify-between gap-4 py-2.5 md:hidden">
          <p className="min-w-0 truncate text-small">{words.summarise(shown, choices, fixed?.name ?? null)}</p>
          <button type="button" className="button shrink-0" popoverTarget="filters">
            Filters
          </button>
        </div>
        <form
          ref={form}
          id="filters"
          popover="auto"
          action={path}
          method="get"
          aria-label="Filters"
          // A browser that fills in what was ticked on an earlier visit would ask for it again.
          autoComplete="off"
          className="filter-form"
        >
          {hiddenPairs(shown).map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          <p className="flex items-baseline justify-between pb-1 md:hidden">
            <span className="font-serif text-lead">Filters</span>
            <button type="button" className="button needs-script" popoverTarget="filters" popoverTargetAction="hide">
              Show figures
            </button>
          </p>
          {one('role', 'Role', words.roles)}
          <span className="join">naming</span>
          {fixed === null ? (
            <SeriesPicker
              choices={choices.series}
              chosen={seriesOf(shown)}
              onChange={(keys) => show(withSeries(shown, keys))}
            />
          ) : (
            <span className="flex gap-2 max-md:py-2">
              <span className="font-semibold">{fixed.name}</span>
              <PageLink href={fixed.compareHref} className="link">
                compare
              </PageLink>
            </span>
          )}
          {one('level', 'Level', words.levels)}
          <span className="join" aria-hidden="true">
            ·
          </span>
          <RegionMenu choices={choices.regions} chosen={shown.regions} onChange={toggle('regions')} />
          <span className="join" aria-hidden="true">
            ·
          </span>
          {list('remote', 'Remote', 'remote', words.remotes, 'remote or not')}
          <span className="join" aria-hidden="true">
            ·
          </span>
          {list('seniority', 'Seniority', 'seniority', words.seniorityChoices, 'any seniority')}
          <span className="join" aria-hidden="true">
            ·
          </span>
          {one('employer', 'Employer', words.employers)}
          <span className="join" aria-hidden="true">
            ·
          </span>
          {list('sources', 'Source', 'source', choices.sources, 'all sources')}
          <span className="join" aria-hidden="true">
            ·
          </span>
          <DateMenu bounds={choices} from={shown.from} to={shown.to} onChange={set} />
          <span className="join" aria-hidden="true">
            ·
          </span>
          {one('bucket', 'Periods', words.bucketChoices)}
          <button type="submit" className="button without-script">
            Show
          </button>
          {isNarrowed(shown) && (
            <button
              type="button"
              className="needs-script link text-small max-md:mt-3"
              onClick={() =>
                show({
                  ...defaultFilters,
                  skills: shown.skills,
                  families: shown.families,
                  sets: shown.sets,
                  bucket: shown.bucket,
                })
              }
            >
              Clear
            </button>
          )}
        </form>
      </div>
    </div>
  )
}
