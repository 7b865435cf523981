import { isChange } from '@/lib/domain/claim'
import type { ClaimResult, ViewResult } from '@/lib/query/claims/check-claim'

interface Scale {
  from: number
  to: number
  /** The mark that is claimed: a threshold, or zero. */
  mark: number
}

/** One scale for all views of a claim, so that they can be compared: from 0 for a share, around 0 for a change. */
export function scaleOf(results: readonly ClaimResult[]): Scale {
  const [first] = results
  const all = results.flatMap(({ scopes }) => scopes.flatMap((scope) => scope.views))
  // An interval that is too thin to judge by would leave no room for the others; it is cut off at the edge.
  const views = all.some(({ isThin }) => !isThin) ? all.filter(({ isThin }) => !isThin) : all
  if (first !== undefined && isChange(first.claim.comparison)) {
    const widest = Math.max(
      0.001,
      ...views.map(({ change }) => Math.max(Math.abs(change?.low ?? 0), Math.abs(change?.high ?? 0))),
    )
    return { from: -widest, to: widest, mark: 0 }
  }
  const mark = first?.claim.threshold ?? 0
  const highest = Math.max(mark, ...views.map(({ now }) => now.high ?? now.value ?? 0))
  return { from: 0, to: Math.max(0.01, highest * 1.05), mark }
}

/** The figure with its interval, and the mark that is claimed. The numbers stand beside it. */
export function ClaimBar({ view, scale }: { view: ViewResult; scale: Scale }) {
  const { value, low, high } = view.change ?? view.now
  const at = (number: number) => {
    const share = (number - scale.from) / (scale.to - scale.from)
    return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`
  }
  const zero = at(0)
  const start = value === null ? zero : at(Math.min(0, value))
  const width = value === null ? '0%' : `${((Math.abs(value) / (scale.to - scale.from)) * 100).toFixed(2)}%`
  return (
    <svg width="100%" height="16" aria-hidden="true" className="block min-w-28">
      <rect x={start} y="4" width={width} height="8" fill="var(--hue)" fillOpacity={view.isThin ? 0.18 : 0.7} />
      {low !== null && high !== null && (
        <line x1={at(low)} x2={at(high)} y1="8" y2="8" stroke="var(--ink)" strokeWidth="1.25" />
      )}
      <line x1={at(scale.mark)} x2={at(scale.mark)} y1="0" y2="16" stroke="var(--ink)" strokeDasharray="2 2" />
    </svg>
  )
}
