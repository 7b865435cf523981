const width = 96
const height = 22

/** Shares by year as a line from 0 to its own highest, the last year dotted; the numbers stand in the table and the file. */
export function SparkLine({ shares }: { shares: readonly (number | null)[] }) {
  const highest = Math.max(...shares.map((share) => share ?? 0), 0.001)
  const points = shares.flatMap((share, index) =>
    share === null
      ? []
      : [
          {
            x: 3 + (index / Math.max(1, shares.length - 1)) * (width - 6),
            y: height - 3 - (share / highest) * (height - 6),
          },
        ],
  )
  const end = points.at(-1)
  return (
    <svg width={width} height={height} aria-hidden="true" className="inline-block align-middle">
      <line x1="3" x2={width - 3} y1={height - 3} y2={height - 3} stroke="var(--rule)" />
      <polyline
        points={points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--hue)"
        strokeWidth="1.5"
      />
      {end !== undefined && <circle cx={end.x} cy={end.y} r="2.5" fill="var(--hue)" />}
    </svg>
  )
}
