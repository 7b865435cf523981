import type { Share } from '@/lib/query/engine'

interface ShareBarProps {
  share: Pick<Share, 'share' | 'low' | 'high' | 'isThin'>
  /** Share at the full width of the bar. */
  max: number
}

/** The share at the full width of the bars of a table: the widest of its figures and interval ends, 1 % at least. */
export const widestShare = (shares: readonly Pick<Share, 'share' | 'high'>[]): number =>
  Math.max(0.01, ...shares.map(({ share, high }) => Math.min(1, high ?? share ?? 0)))

const percent = (value: number, max: number) => `${(Math.min(1, value / max) * 100).toFixed(2)}%`

/** A bar from 0 with a whisker for the 95 % interval; hollow where the sample is thin. */
export function ShareBar({ share, max }: ShareBarProps) {
  const { low, high } = share
  return (
    <svg width="100%" height="14" aria-hidden="true" className="block min-w-24">
      <rect
        x="0"
        y="3"
        width={percent(share.share ?? 0, max)}
        height="8"
        fill="var(--hue)"
        fillOpacity={share.isThin ? 0.18 : 0.75}
      />
      {low !== null && high !== null && (
        <line x1={percent(low, max)} x2={percent(high, max)} y1="7" y2="7" stroke="var(--ink)" strokeWidth="1.25" />
      )}
    </svg>
  )
}
