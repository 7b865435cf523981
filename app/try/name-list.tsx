import { LevelBadge } from '@/app/_components/level-badge'
import { PageLink } from '@/app/_components/site/page-link'
import type { Grounds, NameRow } from '@/app/try/name-rows'
import { familyNames } from '@/lib/domain/skill'

function GroundsLine({ grounds }: { grounds: Grounds }) {
  return (
    <li className="wrap-anywhere">
      “{grounds.words}”{grounds.count > 1 && `, ${grounds.count} times`}: {grounds.reason}
      {grounds.isChoice && '; one of a choice'}
      {grounds.evidence !== null && <span className="text-quiet">; taken for the technology: {grounds.evidence}</span>}
    </li>
  )
}

function KeptRow({ row }: { row: NameRow }) {
  return (
    <li
      id={row.id}
      data-family={row.family ?? undefined}
      className="grid scroll-mt-24 gap-x-6 gap-y-1 border-t border-rule py-2.5 target:bg-raised sm:grid-cols-[13rem_1fr]"
    >
      <p className="flex flex-wrap items-baseline gap-x-2 self-start">
        <span aria-hidden className="inline-block size-2.5 self-center bg-hue" />
        <PageLink href={`/skills/${row.skill ?? ''}`} className="font-semibold hover:underline" prefetch={false}>
          {row.name}
        </PageLink>
        {row.level !== null && <LevelBadge level={row.level} />}
        {row.family !== null && <span className="w-full text-small text-quiet">{familyNames[row.family]}</span>}
      </p>
      <ul className="text-small">
        {row.grounds.map((grounds, order) => (
          <GroundsLine key={order} grounds={grounds} />
        ))}
      </ul>
    </li>
  )
}

/** The skills found, strongest level first, each with the words that made it count and why they have their level. */
export function KeptList({ rows }: { rows: readonly NameRow[] }) {
  return (
    <section aria-labelledby="kept">
      <h3 id="kept" className="mb-2 font-semibold">
        Skills and why they count
      </h3>
      <ul className="border-b border-rule">
        {rows.map((row) => (
          <KeptRow key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

/** The names that look like skills and are none here, each with its reason. */
export function RefusedList({ rows }: { rows: readonly NameRow[] }) {
  return (
    <section aria-labelledby="refused">
      <h3 id="refused" className="mb-2 font-semibold">
        Names that do not count here
      </h3>
      <ul className="border-b border-rule text-small">
        {rows.map((row) => (
          <li
            key={row.id}
            id={row.id}
            className="grid scroll-mt-24 gap-x-6 border-t border-rule py-2 target:bg-raised sm:grid-cols-[13rem_1fr]"
          >
            {row.grounds.map((grounds) => (
              <p key={grounds.words} className="contents">
                <span className="wrap-anywhere">
                  <s className="text-quiet">{grounds.words}</s>
                  {row.skill !== null && row.name !== grounds.words && ` (${row.name})`}
                  {grounds.count > 1 && `, ${grounds.count} times`}
                </span>
                <span className="wrap-anywhere">{grounds.reason}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
