import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NoPostingsYet } from '@/app/_components/empty-state'
import { PageLink } from '@/app/_components/site/page-link'
import { VersionNote } from '@/app/_components/site/version-note'
import { toCard } from '@/app/_data/page-card'
import { type PageSearch } from '@/app/_data/page-filters'
import { ArticleSection } from '@/app/claims/article-section'
import { ClaimForm, fieldId } from '@/app/claims/claim-form'
import { describeAllClaims, describeGround, verdictTitle } from '@/app/claims/claim-words'
import { FileLinks } from '@/app/claims/file-links'
import { OwnClaim } from '@/app/claims/own-claim'
import { type ClaimsPageData, readClaimsPage } from '@/app/claims/read-page'
import { Rule } from '@/app/claims/rule'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { formatMonth } from '@/lib/domain/month'
import { articleClaims } from '@/lib/query/claims/article-claims'
import type { CheckedClaim } from '@/lib/query/claims/claim-document'
import { defaultFilters } from '@/lib/query/filters'
import type { NameBook } from '@/lib/query/sentences'
import { toSearchParams } from '@/lib/query/parse-filters'

export const dynamic = 'force-dynamic'

const description =
  'The claims of an article about backend vacancies, held against the data: supported, refuted or undecided, under every way of counting. Check your own.'

/** The preview of a link tells the verdict. */
function cardOf({ claims, isOwn }: ClaimsPageData): Metadata {
  const [first] = claims
  if (first === undefined) return { description }
  const { result, sentence } = first
  const version = `Data version ${result.dataVersion.id}.`
  return isOwn
    ? toCard(
        sentence,
        `${[verdictTitle(result.headline), describeGround(result)].filter((words) => words !== null).join(': ')}. ${version}`,
      )
    : toCard(describeAllClaims(claims), `${description} ${version}`)
}

export async function generateMetadata({ searchParams }: { searchParams: PageSearch }): Promise<Metadata> {
  return { title: 'Claims', ...cardOf(await readClaimsPage(toSearchParams(await searchParams))) }
}

function Issues({ data }: { data: ClaimsPageData }) {
  const { issues, missingVersion, params } = data
  const newest = new URLSearchParams(params)
  newest.delete('asOf')
  return (
    <section role="alert" className="max-w-[72ch] border-l-2 border-rule-strong pl-4">
      <h1 className="text-headline">This claim cannot be checked as it stands</h1>
      <ul className="mt-3">
        {issues.map(({ parameter, message }) => (
          <li key={`${parameter} ${message}`}>
            <a className="link" href={`#${fieldId(parameter)}`}>
              {parameter}
            </a>
            : {message}.
          </li>
        ))}
      </ul>
      {missingVersion !== null && (
        <p className="mt-2">
          <PageLink className="link" href={`/claims?${newest.toString()}`}>
            Check it on the newest data
          </PageLink>
        </p>
      )}
    </section>
  )
}

function ArticleClaims({ claims, names }: { claims: readonly CheckedClaim[]; names: NameBook }) {
  const [first] = claims
  const version = first?.result.dataVersion
  const share = claims.find(({ article }) => article?.threshold !== null)?.result.cut?.later
  return (
    <>
      <h1 className="max-w-[32ch] text-headline">{describeAllClaims(claims)}</h1>
      <p className="mt-3 max-w-[72ch] text-quiet">
        The article’s claims, checked: each for all backend vacancies and for those of startups, and for what is
        required against what is named at all; the headline counts what all employers require.
        {share !== undefined && ` Shares are of ${formatMonth(share.from)} to ${formatMonth(share.to)}.`}{' '}
        <a className="link" href="#rule">
          How a verdict falls
        </a>
        ,{' '}
        <a className="link" href="#own">
          check your own
        </a>
        .
      </p>
      {version !== undefined && (
        <VersionNote
          path="/claims"
          filters={{ ...defaultFilters, asOf: first?.result.claim.filters.asOf ?? null }}
          version={version}
          names={names}
          headline={null}
        />
      )}
      <FileLinks query={version === undefined || version.id === 0 ? '' : `?asOf=${version.id}`} />
      {articleClaims.map((article) => (
        <ArticleSection
          key={article.id}
          article={article}
          forms={claims.filter((checked) => checked.article?.id === article.id)}
        />
      ))}
    </>
  )
}

async function NothingYet() {
  const status = await readIngestStatus(getPrisma(), { now: new Date() })
  return (
    <>
      <h1 className="mb-6 max-w-[32ch] text-headline">Claims about backend vacancies, held against the data</h1>
      <NoPostingsYet title="The verdicts on the article’s claims would stand here" status={status} />
    </>
  )
}

export default async function ClaimsPage({ searchParams }: { searchParams: PageSearch }) {
  const params = toSearchParams(await searchParams)
  const data = await readClaimsPage(params)
  if (data.redirectTo !== null) redirect(data.redirectTo)
  const [own] = data.claims
  const isEmpty = data.query.choices.to === null
  return (
    <main className="column flex-1 py-8 sm:py-12">
      {data.issues.length > 0 ? (
        <Issues data={data} />
      ) : isEmpty ? (
        <NothingYet />
      ) : data.isOwn && own !== undefined ? (
        <>
          <OwnClaim checked={own} sourceName={data.query.names.source} />
          <p className="mt-4">
            <PageLink className="link" href="/claims">
              All claims of the article
            </PageLink>
          </p>
        </>
      ) : (
        <ArticleClaims claims={data.claims} names={data.query.names} />
      )}
      <section aria-labelledby="own" className="mt-16 scroll-mt-24">
        <h2 id="own" className="mb-3 text-lead">
          {data.isOwn ? 'Change it' : 'Check your own'}
        </h2>
        <ClaimForm key={params.toString()} choices={data.query.choices} params={params} issues={data.issues} />
      </section>
      {!isEmpty && <Rule />}
    </main>
  )
}
