import { formatLongDay } from '@/app/_data/times'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { maskContacts } from '@/app/_data/evidence'
import { TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { readPostingId } from '@/lib/db/ids'
import { getPool } from '@/lib/db/pool'
import { readVacancy, type VacancyPosting } from '@/lib/db/vacancy-view'
import { formatMonth } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { formatCount } from '@/lib/query/numbers'
import { type Link, verdictSentence } from '@/lib/vacancy/explain'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Vacancy', robots: { index: false } }

function Stretches({ label, stretches }: { label: string; stretches: readonly string[] }) {
  if (stretches.length === 0) return null
  return (
    <p className="mt-1 max-w-[72ch] text-small text-quiet wrap-anywhere">
      {label}: {stretches.map((stretch) => `“${maskContacts(stretch)}”`).join(', ')}
    </p>
  )
}

function LinkWords({ link, place, repostDays }: { link: Link; place: number; repostDays: number }) {
  return (
    <>
      <p className="mt-2 max-w-[72ch]">
        With{' '}
        <a className="link" href={`#posting-${place}`}>
          number {place}
        </a>
        : {verdictSentence(link.verdict, repostDays)}
      </p>
      <Stretches label="Only here" stretches={link.onlyHere} />
      <Stretches label="Only there" stretches={link.onlyThere} />
    </>
  )
}

interface PostingItemProps {
  posting: VacancyPosting
  place: number
  /** Place of the posting that it is linked with. */
  linked: number | null
  repostDays: number
}

function PostingItem({ posting, place, linked, repostDays }: PostingItemProps) {
  const { title, company, url, sourceName, places, link } = posting
  const facts = [`counts in ${formatMonth(posting.month)}`, places.slice(0, 5).join(', '), sourceName].filter(Boolean)
  return (
    <li id={`posting-${place}`} className="scroll-mt-24 border-t border-rule py-4">
      <p className="font-semibold">
        {place}. {formatLongDay(new Date(posting.day))}
      </p>
      <p className="max-w-[72ch] wrap-anywhere">
        {company ?? 'Employer not named'}
        {title !== null && `: ${maskContacts(title).slice(0, 140)}`}
      </p>
      <p className="text-small text-quiet">
        {facts.join(' · ')}
        {url !== null && (
          <>
            {' · '}
            <a className="link" href={url} rel="noopener" target="_blank">
              original<span className="sr-only"> of number {place}, opens in a new tab</span>
            </a>
          </>
        )}
      </p>
      {link !== null && linked !== null && <LinkWords link={link} place={linked} repostDays={repostDays} />}
    </li>
  )
}

interface VacancyPageProps {
  /** A posting's own id, or its source and the id that it has there: hackernews/31237625. */
  params: Promise<{ id: string[] }>
}

/** The postings that are one vacancy with a posting, and what joins each to the others. */
export default async function VacancyPage({ params }: VacancyPageProps) {
  const id = readPostingId((await params).id.map(decodeURIComponent).join('/'))
  const { SKILLTIDE_REPOST_DAYS: repostDays } = readEnv()
  const vacancy = id === null ? null : await readVacancy(getPool(), id, repostDays)
  if (vacancy === null) notFound()
  const { size, postings } = vacancy
  const placeOf = new Map(postings.map((posting, index) => [posting.id, index + 1]))
  return (
    <TextPage
      title={size === 1 ? 'A vacancy of one posting' : `A vacancy of ${formatCount(size)} postings`}
      lead={
        <>
          {size === 1
            ? 'No other posting is of the same vacancy.'
            : 'A vacancy counts once in every month in which it is posted, however often.'}{' '}
          <PageLink className="link" href="/methodology#duplicates">
            How duplicates are told
          </PageLink>
          .{postings.length < size && ` Of its postings, the newest ${formatCount(postings.length)} are shown.`}
        </>
      }
    >
      <ol className="mt-8 border-b border-rule">
        {postings.map((posting, index) => (
          <PostingItem
            key={posting.id}
            posting={posting}
            place={index + 1}
            linked={posting.link === null ? null : (placeOf.get(posting.link.to) ?? null)}
            repostDays={repostDays}
          />
        ))}
      </ol>
    </TextPage>
  )
}
