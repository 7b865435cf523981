import { Suspense } from 'react'
import { ClaimWays } from '@/app/claims/claim-ways'
import { FileLinks } from '@/app/claims/file-links'
import { describeGround, describeViews, familyOfClaim, verdictTitle } from '@/app/claims/claim-words'
import { ViewTable } from '@/app/claims/view-table'
import { readOrigin } from '@/app/_data/origin'
import { formatMonths } from '@/lib/domain/month'
import { permalinkOf } from '@/lib/query/claims/claim-columns'
import type { CheckedClaim } from '@/lib/query/claims/claim-document'
import { formatCount, formatVacancies } from '@/lib/query/numbers'

/** One claim with every view of it: the sentence, the verdict, the figures, and the address to cite. */
export async function OwnClaim({ checked, sourceName }: { checked: CheckedClaim; sourceName: (id: string) => string }) {
  const origin = await readOrigin()
  const { result, sentence } = checked
  const { headline, cut, scopes, dataVersion } = result
  const [plain] = scopes[0]?.views ?? []
  const ground = describeGround(result)
  const address = permalinkOf(result)
  return (
    <>
      <section aria-label="Verdict" className="figures" data-family={familyOfClaim(result)}>
        <p className="text-small font-semibold text-quiet">The claim</p>
        <h1 className="max-w-[34ch] text-headline">{sentence}</h1>
        <p className="mt-4 text-lead" role="status">
          <strong>{verdictTitle(headline)}</strong>
          {ground !== null && `: ${ground}`}.
        </p>
        {cut !== null && plain !== undefined && (
          <p className="mt-2 max-w-[72ch] text-quiet">
            {formatVacancies(plain.now.ofVacancies, false)}, {formatMonths(cut.later.from, cut.later.to)}; compared with{' '}
            {formatCount(plain.earlier.ofVacancies)}, {formatMonths(cut.earlier.from, cut.earlier.to)}. Views:{' '}
            {describeViews(result)}.
          </p>
        )}
        <div className="mt-6">
          <ViewTable result={result} caption={`${sentence}: every view`} sourceName={sourceName} />
        </div>
        <FileLinks query={address.slice(address.indexOf('?'))} />
        <p className="mt-2 max-w-[72ch] text-small text-quiet">
          Data version {dataVersion.id}. To cite:{' '}
          <a className="link wrap-anywhere" href={address}>
            {origin}
            {address}
          </a>
        </p>
      </section>
      <section aria-label="Sensitivity" className="figures mt-12" data-family={familyOfClaim(result)}>
        <h2 className="mb-3 text-lead">How sensitive is this verdict?</h2>
        <Suspense fallback={<p className="text-small text-quiet">Counting it in other ways …</p>}>
          <ClaimWays result={result} sourceName={sourceName} />
        </Suspense>
      </section>
    </>
  )
}
