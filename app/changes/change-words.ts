import type { VersionChange } from '@/lib/domain/version-change'
import { formatCount } from '@/lib/query/numbers'
import { lowerFirst } from '@/lib/query/first-letter'

/** Sources that a heading names one by one. */
const mostNamed = 3

function causeWords({ cause, sourceId, taxonomyVersion, rulesVersion }: VersionChange, nameOf: (id: string) => string) {
  if (cause === 'data') return `New data from ${nameOf(sourceId)}`
  if (cause === 'parser') return `Responses of ${nameOf(sourceId)} read again by a new parser`
  if (cause === 'taxonomy') return `All postings tagged again by taxonomy ${taxonomyVersion}`
  return cause === 'rules' ? `All postings tagged again by rules ${rulesVersion}` : 'Duplicates grouped anew'
}

/** What made some changes, a phrase each, in their order: "New data from Lever", "Duplicates grouped anew". */
export function describeCauses(changes: readonly VersionChange[], nameOf: (id: string) => string): string[] {
  const sourcesOf = (cause: VersionChange['cause']) =>
    new Set(changes.filter((change) => change.cause === cause).map(({ sourceId }) => sourceId)).size
  const words = changes.map((change) => {
    const count = change.cause === 'data' || change.cause === 'parser' ? sourcesOf(change.cause) : 0
    return causeWords(change, count > mostNamed ? () => `${formatCount(count)} sources` : nameOf)
  })
  return [...new Set(words)]
}

/** The causes as one heading. */
export const joinCauses = (causes: readonly string[]): string =>
  causes.map((cause, order) => (order === 0 ? cause : lowerFirst(cause))).join('; ')
