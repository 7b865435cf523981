import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/site/page-link'
import { familyTitle, seriesHref, seriesName } from '@/app/_data/names'
import { getDemandEngine } from '@/lib/db/engine'
import type { Family } from '@/lib/domain/skill'
import { isCurrent, publishedRates, skillSentence } from '@/lib/evaluation/rates'
import { readEarlyTags } from '@/lib/query/early-tags'
import type { SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { countOf } from '@/lib/query/ingest-words'
import { formatCount, formatShare } from '@/lib/query/numbers'
import { namesOf } from '@/lib/query/series'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { skills, taxonomyVersion } from '@/lib/tagger/taxonomy'
import type { Skill } from '@/lib/tagger/skill'

function SeriesLinks({ keys, filters }: { keys: readonly SeriesKey[]; filters: Filters }) {
  return keys.map((key, index) => (
    <span key={key}>
      {index > 0 && ', '}
      <PageLink className="link" href={seriesHref(key, filters)}>
        {seriesName(key)}
      </PageLink>
    </span>
  ))
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 border-t border-rule py-2 sm:grid-cols-[11rem_1fr]">
      <dt className="text-quiet">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Spelling marks of the taxonomy as a reader would write them. */
const spelling = (alias: string) => alias.replaceAll('~', ' ')

/** How the skill fared on the hand-labelled postings; nothing where none of them names it. */
function CheckedEntry({ skill }: { skill: Skill }) {
  const sentence = skillSentence(publishedRates, skill.id)
  if (sentence === null) return null
  return (
    <Entry term="Checked by hand">
      {sentence}.{' '}
      {!isCurrent(publishedRates, { taxonomyVersion, rulesVersion }) && 'That was with an earlier version. '}
      <a className="link" href="/methodology#rates">
        How it was checked
      </a>
    </Entry>
  )
}

/** The year of the skill, and whether postings name it before: then its word meant something else, or the year is wrong. */
async function PublicSince({ skill, asOf }: { skill: Skill; asOf: Filters['asOf'] }) {
  const [found] = await readEarlyTags(getDemandEngine(), [skill], asOf)
  if (found === undefined || found.early === 0) return skill.since
  const share = formatShare(found.early / found.all, found.all)
  return `${skill.since}. ${formatCount(found.early)} of the ${countOf(found.all, 'posting')} that name it (${share}) ${found.early === 1 ? 'is' : 'are'} older, a sign of error: the word meant something else there, or the year is wrong.`
}

/** What counts as the skill, from the taxonomy that counts it. */
export function SkillDefinition({ skill, filters }: { skill: Skill; filters: Filters }) {
  const spellings = [...new Set(skill.aliases.map((alias) => spelling(alias.text)))]
  const implying = skills.filter((other) => other.implies.includes(skill.id))
  return (
    <section aria-label="Definition">
      <h2 className="mb-3 text-lead">What counts as {skill.name}</h2>
      <dl className="max-w-[72ch] text-small">
        <Entry term="Spellings">{spellings.join(', ')}</Entry>
        {implying.length > 0 && (
          <Entry term="Counted in as well">
            <SeriesLinks keys={implying.map((other): SeriesKey => `skill:${other.id}`)} filters={filters} />
          </Entry>
        )}
        {skill.implies.length > 0 && (
          <Entry term="Counts towards">
            <SeriesLinks keys={skill.implies.map((parent): SeriesKey => `skill:${parent}`)} filters={filters} />
          </Entry>
        )}
        <Entry term="Family">
          <PageLink className="link" href={seriesHref(`family:${skill.family}`, filters)}>
            {familyTitle(skill.family)}
          </PageLink>
        </Entry>
        <CheckedEntry skill={skill} />
        <Entry term="Public since">
          <PublicSince skill={skill} asOf={filters.asOf} />
        </Entry>
        <Entry term="Home page">
          <a className="link break-all" href={skill.link} rel="noreferrer">
            {skill.link.replace(/^https:\/\/(?:www\.)?|\/$/gu, '')}
          </a>
        </Entry>
        <Entry term="Id">
          <code>{skill.id}</code>
        </Entry>
      </dl>
    </section>
  )
}

/** The union that a family is. */
export function FamilyDefinition({ family, filters }: { family: Family; filters: Filters }) {
  const members = skills.filter((skill) => skill.family === family)
  return (
    <section aria-label="Definition">
      <h2 className="mb-3 text-lead">What counts as {familyTitle(family)}</h2>
      <p className="max-w-[72ch] text-small">
        A vacancy counts once when it names at least one of these {members.length} skills:{' '}
        <SeriesLinks keys={members.map((skill): SeriesKey => `skill:${skill.id}`)} filters={filters} />.
      </p>
    </section>
  )
}

/** What a set takes together, and how it is written in an address. */
export function SetDefinition({ series, filters }: { series: `set:${string}`; filters: Filters }) {
  return (
    <section aria-label="Definition">
      <h2 className="mb-3 text-lead">What counts as {seriesName(series)}</h2>
      <p className="max-w-[72ch] text-small">
        The set <code>{series.slice('set:'.length)}</code> is judged for each vacancy as a whole, made of{' '}
        <SeriesLinks keys={namesOf(series)} filters={filters} />. A vacancy counts once.
      </p>
    </section>
  )
}
