import type { Share } from '@/lib/query/engine'

interface WayMarkProps {
  way: Pick<Share, 'share' | 'low' | 'high' | 'isThin'>
  /** The published share, a rule through all rows; null for none. */
  published: number | null
  /** Share at the right end. */
  max: number
}

/** A dot with its 95 % interval on the scale of all ways, from 0; hollow where the sample is thin. */
export function WayMark({ way, published, max }: WayMarkProps) {
  const at = (share: number) => `${(Math.min(1, share / max) * 98 + 1).toFixed(2)}%`
  const { share, low, high, isThin } = way
  return (
    <svg width="100%" height="22" aria-hidden="true" className="-my-1 block min-w-32">
      <line x1={at(0)} x2={at(0)} y1="0" y2="22" stroke="var(--rule)" />
      {published !== null && (
        <line x1={at(published)} x2={at(published)} y1="0" y2="22" stroke="var(--rule-strong)" strokeDasharray="2 2" />
      )}
      {low !== null && high !== null && (
        <line x1={at(low)} x2={at(high)} y1="11" y2="11" stroke="var(--hue)" strokeWidth="2" strokeOpacity="0.55" />
      )}
      {share !== null && (
        <circle
          cx={at(share)}
          cy="11"
          r="4"
          fill={isThin ? 'var(--paper)' : 'var(--hue)'}
          stroke="var(--hue)"
          strokeWidth="1.5"
        />
      )}
    </svg>
  )
}
