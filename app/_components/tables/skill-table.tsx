'use client'

import { useState } from 'react'
import { PageLink } from '@/app/_components/site/page-link'
import { SparkLine } from '@/app/_components/tables/spark-line'
import type { Family } from '@/lib/domain/skill'
import { formatCount, formatInterval, formatShare, formatSigned } from '@/lib/query/numbers'

/** A skill over the last 12 months of the range, as the table shows it. */
export interface ShownSkill {
  id: string
  name: string
  href: string
  family: Family
  familyName: string
  share: number | null
  low: number | null
  high: number | null
  vacancies: number
  ofVacancies: number
  isThin: boolean
  change: number | null
  yearly: (number | null)[]
  /** Share that requires it, and the page that counts it so; null where the whole table is of one level. */
  required: { share: number; href: string } | null
}

const sorts = {
  name: (a: ShownSkill, b: ShownSkill) => b.name.localeCompare(a.name),
  share: (a: ShownSkill, b: ShownSkill) => (a.share ?? -1) - (b.share ?? -1),
  required: (a: ShownSkill, b: ShownSkill) => (a.required?.share ?? -1) - (b.required?.share ?? -1),
  change: (a: ShownSkill, b: ShownSkill) => (a.change ?? -2) - (b.change ?? -2),
  vacancies: (a: ShownSkill, b: ShownSkill) => a.vacancies - b.vacancies,
}
type SortKey = keyof typeof sorts

/** Rows before the rest is asked for: more would bury what stands under the table. */
const firstRows = 40

interface SortHeadProps {
  label: string
  column: SortKey
  sort: { key: SortKey; isReversed: boolean }
  onSort: (key: SortKey) => void
  className?: string
}

function SortHead({ label, column, sort, onSort, className }: SortHeadProps) {
  const isSorted = sort.key === column
  const isDescending = (column === 'name') === sort.isReversed
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort(column)} className="hover:text-ink">
        {label}
        <span aria-hidden="true" className={isSorted ? undefined : 'invisible'}>
          {isDescending ? ' ↓' : ' ↑'}
        </span>
      </button>
    </th>
  )
}

function SkillLine({ row, hasThin }: { row: ShownSkill; hasThin: boolean }) {
  const points = formatSigned(row.change, row.ofVacancies >= 1_000 ? 1 : 0)
  return (
    <tr data-family={row.family}>
      <th scope="row" className="first sm:min-w-36">
        <PageLink href={row.href} className="font-semibold hover:underline">
          {row.name}
        </PageLink>
        <span className="ml-2 font-normal text-quiet max-md:hidden">{row.familyName}</span>
      </th>
      <td className="number font-semibold">
        {formatShare(row.share, row.ofVacancies)}
        {hasThin && <span className="inline-block w-9 font-normal text-quiet">{row.isThin && 'thin'}</span>}
      </td>
      <td className="number text-quiet max-md:hidden">{formatInterval(row.low, row.high, row.ofVacancies)}</td>
      {row.required !== null && (
        <td className="number">
          <PageLink href={row.required.href} className="hover:underline">
            {formatShare(row.required.share, row.ofVacancies)}
          </PageLink>
        </td>
      )}
      <td className="number">{points}</td>
      <td className="pl-3">
        <SparkLine shares={row.yearly} />
      </td>
      <td className="number text-quiet">
        {formatCount(row.vacancies)} of {formatCount(row.ofVacancies)}
      </td>
    </tr>
  )
}

/** All skills of the population, largest share first; a box finds one, a heading sorts. */
export function SkillTable({ rows, caption, sparkNote }: { rows: ShownSkill[]; caption: string; sparkNote: string }) {
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<{ key: SortKey; isReversed: boolean }>({ key: 'share', isReversed: false })
  const [isWhole, setIsWhole] = useState(false)
  const wanted = typed.trim().toLowerCase()
  const found = rows.filter((row) => `${row.name} ${row.id} ${row.familyName}`.toLowerCase().includes(wanted))
  const direction = sort.isReversed ? 1 : -1
  const ordered = found.toSorted((a, b) => direction * sorts[sort.key](a, b))
  const shown = isWhole || wanted !== '' ? ordered : ordered.slice(0, firstRows)
  const hasThin = shown.some((row) => row.isThin)
  const hasRequired = rows.some((row) => row.required !== null)
  const onSort = (key: SortKey) => setSort({ key, isReversed: sort.key === key && !sort.isReversed })
  return (
    <>
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder="Find a skill"
        aria-label="Find a skill in the table"
        className="field needs-script mb-2 max-w-72"
      />
      <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
        <table className="figure-table">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <SortHead label="Skill" column="name" sort={sort} onSort={onSort} className="first" />
              <SortHead label="Share" column="share" sort={sort} onSort={onSort} className="number" />
              <th scope="col" className="number max-md:hidden">
                95&#8239;% interval
              </th>
              {hasRequired && (
                <SortHead
                  label="Require it"
                  column="required"
                  sort={sort}
                  onSort={onSort}
                  // So narrow that the change beside it stays in sight on a phone.
                  className="number wrap-head max-md:min-w-12!"
                />
              )}
              <SortHead
                label="Change in a year, points"
                column="change"
                sort={sort}
                onSort={onSort}
                className="number wrap-head"
              />
              <th scope="col" className="pl-3">
                {sparkNote}
              </th>
              <SortHead label="Vacancies" column="vacancies" sort={sort} onSort={onSort} className="number" />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <SkillLine key={row.id} row={row} hasThin={hasThin} />
            ))}
          </tbody>
        </table>
      </div>
      <p role="status" className="mt-3 text-small text-quiet">
        {rows.length === 0
          ? 'These vacancies name no skill that is counted.'
          : found.length === 0
            ? `No skill called “${typed}” is named in these vacancies.`
            : shown.length < found.length
              ? `The first ${shown.length} of ${found.length} skills. `
              : `${found.length} ${found.length === 1 ? 'skill' : 'skills'}.`}
        {shown.length < found.length && (
          <button type="button" className="needs-script link" onClick={() => setIsWhole(true)}>
            Show all {found.length}
          </button>
        )}
      </p>
    </>
  )
}
