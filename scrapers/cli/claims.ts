import { type Command, InvalidArgumentError } from 'commander'
import { getDemandEngine } from '@/lib/db/engine'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { formatMonth } from '@/lib/domain/month'
import { textTable } from '@/lib/export/text-table'
import type { ClaimResult, ScopeResult } from '@/lib/query/claims/check-claim'
import { allSources, permalinkOf } from '@/lib/query/claims/claim-columns'
import { answerQuestion, type CheckedClaim, createClaimDocument } from '@/lib/query/claims/claim-document'
import { describeJudged, formatCounts } from '@/lib/query/claims/claim-numbers'
import { explainUnknownClaim, findShipped } from '@/lib/query/claims/claim-question'
import { headlineWords } from '@/lib/query/claims/judge'
import { viewNames } from '@/lib/query/composition'
import type { Span } from '@/lib/query/claims/windows'
import { nameSeries } from '@/lib/query/series-name'
import { skillById } from '@/lib/tagger/taxonomy'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { withPool } from '@/scrapers/cli/with-pool'
import { capitalise } from '@/lib/query/first-letter'

const examples = `
Examples:
  npm run -s skilltide -- claims
  npm run -s skilltide -- claims cloud
  npm run -s skilltide -- claims cloud.startups.required --json
`

function versionOption(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new InvalidArgumentError('Expected the number of a data version.')
  return Number(text)
}

const viewColumns = [
  { heading: 'Source', isNumber: false },
  { heading: 'View', isNumber: false },
  { heading: 'Verdict', isNumber: false },
  { heading: 'Figure, 95 % interval', isNumber: false },
  { heading: 'Vacancies', isNumber: true },
  { heading: 'Why', isNumber: false },
]

const scopeRows = ({ source, views }: ScopeResult, result: ClaimResult): string[][] =>
  views.map((view) => [
    source ?? allSources,
    viewNames[view.view],
    view.verdict,
    describeJudged(view, result),
    formatCounts(view, result),
    view.reason ?? '',
  ])

/** One source alone says what all together say. */
const scopesShown = ({ scopes }: ClaimResult): ScopeResult[] => (scopes.length === 2 ? scopes.slice(0, 1) : scopes)

const spanWords = ({ from, to }: Span): string => `${formatMonth(from)} to ${formatMonth(to)}`

function describe({ id, sentence, result }: CheckedClaim): string {
  const { headline, cut } = result
  const reason = headline.reason === null ? '' : `: ${headline.reason}`
  const when = cut === null ? '' : `\n  ${spanWords(cut.later)}; earlier: ${spanWords(cut.earlier)}`
  const rows = scopesShown(result).flatMap((scope) => scopeRows(scope, result))
  const table = rows.length === 0 ? '' : `\n${textTable(viewColumns, rows).replace(/^/gmu, '  ')}`
  return `${id ?? ''}\n  ${sentence}.\n  ${capitalise(headlineWords(headline))}${reason}.${when}${table}\n  ${permalinkOf(result)}`
}

function print(claims: readonly CheckedClaim[]): string {
  const parts = claims.map((claim, index) => {
    const { article } = claim
    const isNew = article !== null && claims[index - 1]?.article?.id !== article.id
    return isNew ? `# ${article.saying}\n  ${article.reading}\n\n${describe(claim)}` : describe(claim)
  })
  return `${parts.join('\n\n')}\n`
}

async function runClaims(command: Command, id: string | null, options: { json: boolean; asOf: number | null }) {
  const claims = findShipped(id, options.asOf)
  if (claims.length === 0)
    return command.error(`error: ${explainUnknownClaim(id ?? '')}`, {
      exitCode: exitCodes.badUsage,
      code: 'skilltide.badQuery',
    })
  const state = options.asOf === null ? 'kept' : await readVersionState(getPool(), options.asOf)
  if (options.asOf !== null && state !== 'kept')
    return command.error(`error: --as-of: ${explainVersion(options.asOf, state)}`, {
      exitCode: exitCodes.badUsage,
      code: 'skilltide.badQuery',
    })
  const engine = getDemandEngine()
  // The index is read once for a process; what is told is how long the claims take.
  await engine.dataVersion()
  const start = performance.now()
  const seriesName = (key: Parameters<typeof nameSeries>[0]) => nameSeries(key, (skill) => skillById(skill)?.name)
  const checked = await answerQuestion(engine, { ok: true, kind: 'shipped', claims }, { seriesName })
  const took = Math.round(performance.now() - start)
  process.stderr.write(
    `${checked.length} claims under every view, data version ${checked[0]?.result.dataVersion.id ?? 0}, in ${took} ms\n`,
  )
  process.stdout.write(options.json ? `${JSON.stringify(createClaimDocument(checked))}\n` : print(checked))
}

/** `skilltide claims`: the claims of the article, held against the data; verdicts on stdout, the rest on stderr. */
export function defineClaims(command: Command): void {
  command
    .argument('[id]', 'one claim of the article (cloud), or one of its four forms (cloud.startups.required)')
    .option('--as-of <version>', 'number of the data version to answer from; the newest unless said', versionOption)
    .option('--json', 'the document of /api/claims')
    .addHelpText('after', `${examples}${exitCodeHelp}`)
  command.action((id: string | undefined, { json = false, asOf = null }: { json?: boolean; asOf?: number | null }) =>
    withPool(() => runClaims(command, id ?? null, { json, asOf })),
  )
}
