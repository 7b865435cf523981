import type { NameDecision } from '@/lib/domain/reading'

/** A stretch of a text: plain when nothing was decided about it. */
export interface TextPart {
  start: number
  text: string
  /** Decisions on names in it; several where a longer name holds a shorter one ("Ruby on Rails"). */
  decisions: readonly NameDecision[]
}

/** Cuts a text into plain stretches and names, without loss: the parts joined are the text. */
export function toTextParts(text: string, decisions: readonly NameDecision[]): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  const cutUntil = (end: number, inside: readonly NameDecision[]): void => {
    if (end > at) parts.push({ start: at, text: text.slice(at, end), decisions: inside })
    at = Math.max(at, end)
  }
  let cluster: NameDecision[] = []
  let clusterEnd = 0
  const closeCluster = (): void => {
    const first = cluster[0]
    if (first === undefined) return
    cutUntil(first.span.start, [])
    cutUntil(clusterEnd, cluster)
    cluster = []
  }
  for (const decision of decisions.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)) {
    if (decision.span.start >= clusterEnd) closeCluster()
    cluster.push(decision)
    clusterEnd = Math.max(clusterEnd, decision.span.end)
  }
  closeCluster()
  cutUntil(text.length, [])
  return parts
}

const lengthOf = ({ span }: NameDecision): number => span.end - span.start

/** The decision that a stretch is shown by: the longest name that stands, else the longest refused. */
export const leadOf = (decisions: readonly NameDecision[]): NameDecision | undefined =>
  decisions.toSorted((a, b) => Number(a.level === null) - Number(b.level === null) || lengthOf(b) - lengthOf(a))[0]
