import type { TermComparison } from '@/tests/eval/series/compare'

const size = { width: 420, height: 150, left: 34, right: 8, top: 22, bottom: 20 }
const colours = { published: '#8a8a8a', recounted: '#0b6e4f', tagged: '#b3541e' }

const path = (points: readonly [number, number][]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** One panel: the published line, our recount by the same rule, and the share by our tags. */
function drawPanel({ term, lines }: TermComparison, { x, y }: { x: number; y: number }): string {
  const top = Math.max(5, ...lines.flatMap(({ published, recounted, tagged }) => [published, recounted, tagged]))
  const plotWidth = size.width - size.left - size.right
  const plotHeight = size.height - size.top - size.bottom
  const place = (index: number, value: number): [number, number] => [
    size.left + (plotWidth * index) / Math.max(1, lines.length - 1),
    size.top + plotHeight * (1 - value / top),
  ]
  const line = (key: keyof typeof colours, extra: string) =>
    `<path d="${path(lines.map((one, index) => place(index, one[key])))}" fill="none" stroke="${colours[key]}" ${extra}/>`
  const baseline = size.top + plotHeight
  return `<g transform="translate(${x} ${y})" font-size="11" fill="#333">
<text x="${size.left}" y="14" font-weight="600">${term}</text>
<text x="${size.left - 4}" y="${size.top + 4}" text-anchor="end">${top.toFixed(0)} %</text>
<text x="${size.left - 4}" y="${baseline}" text-anchor="end">0</text>
<text x="${size.left}" y="${baseline + 14}">${lines[0]?.month ?? ''}</text>
<text x="${size.width - size.right}" y="${baseline + 14}" text-anchor="end">${lines.at(-1)?.month ?? ''}</text>
<path d="M${size.left} ${baseline}H${size.width - size.right}" stroke="#ccc"/>
${line('tagged', 'stroke-width="1" stroke-dasharray="3 2"')}
${line('published', 'stroke-width="3"')}
${line('recounted', 'stroke-width="1.2"')}
</g>`
}

/** All terms as small panels, two a row, as an SVG image with a key. */
export function drawComparisons(comparisons: readonly TermComparison[]): string {
  const rows = Math.ceil(comparisons.length / 2)
  const height = rows * size.height + 30
  const key = [
    ['published', 'published', 0],
    ['recounted', 'recounted by the published rule', 90],
    ['tagged', 'by our tags', 310],
  ] as const
  const keys = key.map(
    ([name, words, x]) =>
      `<g transform="translate(${x + 34} 14)"><path d="M0 -4H18" stroke="${colours[name]}" stroke-width="2"/><text x="24" font-size="11" fill="#333">${words}</text></g>`,
  )
  const panels = comparisons.map((comparison, index) =>
    drawPanel(comparison, { x: (index % 2) * size.width, y: 24 + Math.floor(index / 2) * size.height }),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width * 2}" height="${height}" viewBox="0 0 ${size.width * 2} ${height}" font-family="sans-serif" role="img" aria-label="Published and recounted shares of ${comparisons.length} terms by month"><rect width="100%" height="100%" fill="#fff"/>
${keys.join('\n')}
${panels.join('\n')}
</svg>
`
}
