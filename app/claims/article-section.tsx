import { PageLink } from '@/app/_components/site/page-link'
import { ClaimBar, scaleOf } from '@/app/claims/claim-bar'
import { describeViews, familyOfClaim, verdictTitle } from '@/app/claims/claim-words'
import type { ArticleClaim } from '@/lib/query/claims/article-claims'
import { permalinkOf } from '@/lib/query/claims/claim-columns'
import type { CheckedClaim } from '@/lib/query/claims/claim-document'
import {
  formatChange,
  formatChangeSpan,
  formatCounts,
  formatFigure,
  formatSpan,
} from '@/lib/query/claims/claim-numbers'

/** What tells the four forms of a claim apart. */
const formWords = ({ result: { claim } }: CheckedClaim): string =>
  `${claim.filters.employer === 'startup' ? 'Startups' : 'All employers'}, ${claim.filters.level === 'any' ? 'named at all' : 'required'}`

function FormRow({ checked, scale }: { checked: CheckedClaim; scale: ReturnType<typeof scaleOf> }) {
  const { result, sentence } = checked
  const [plain] = result.scopes[0]?.views ?? []
  const n = plain?.now.ofVacancies ?? 0
  const judged = plain?.change ?? null
  return (
    <tr>
      <th scope="row" className="first">
        <PageLink className="link" href={permalinkOf(result)} title={sentence}>
          {formWords(checked)}
        </PageLink>
      </th>
      <td className="font-semibold">{verdictTitle(result.headline)}</td>
      <td className="number">
        {judged === null ? formatFigure(plain?.now.value ?? null, result, n) : formatChange(judged, result, n)}
      </td>
      <td className="number">
        {plain === undefined
          ? '–'
          : judged === null
            ? formatSpan(plain.now, result, n)
            : formatChangeSpan(judged, result, n)}
      </td>
      <td className="min-w-28">{plain !== undefined && <ClaimBar view={plain} scale={scale} />}</td>
      <td className="number">{plain === undefined ? '–' : formatCounts(plain, result)}</td>
      <td className="text-quiet lg:whitespace-normal!">{describeViews(result)}</td>
    </tr>
  )
}

/** One claim of the article: what it says, what we take it to mean, and how its four forms fare. */
export function ArticleSection({ article, forms }: { article: ArticleClaim; forms: readonly CheckedClaim[] }) {
  const [first] = forms
  if (first === undefined) return null
  const scale = scaleOf(forms.map(({ result }) => result))
  const isOfChange = article.threshold === null
  return (
    <section aria-labelledby={article.id} data-family={familyOfClaim(first.result)} className="mt-12 scroll-mt-24">
      <h2 id={article.id} className="text-lead">
        <a href={`#${article.id}`} className="hover:underline">
          {article.saying}
        </a>
      </h2>
      <p className="mt-1 mb-3 max-w-[72ch] text-small text-quiet">{article.reading}</p>
      <div className="table-box figures relative">
        <table className="figure-table lg:table-fixed">
          <caption className="sr-only">{article.saying}</caption>
          <thead>
            <tr>
              <th scope="col" className="first lg:w-[20%]">
                Whose vacancies
              </th>
              <th scope="col" className="lg:w-[14%]">
                Verdict
              </th>
              <th scope="col" className="number lg:w-[14%]">
                {isOfChange ? 'Trend' : 'Share'}
              </th>
              <th scope="col" className="number lg:w-[16%]">
                95{'\u202f'}% interval
              </th>
              <th scope="col" className="lg:w-[10%]">
                <span className="sr-only">Bar</span>
              </th>
              <th scope="col" className="number lg:w-[11%]">
                Vacancies
              </th>
              <th scope="col">Views</th>
            </tr>
          </thead>
          <tbody>
            {forms.map((checked) => (
              <FormRow key={checked.id} checked={checked} scale={scale} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
