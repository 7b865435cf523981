export interface TextColumn {
  heading: string
  isNumber: boolean
}

const widthOf = (text: string): number => [...text].length

/** A table for terminals: columns padded with spaces, numbers to the right, a rule under the headings. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ heading }, index) =>
    rows.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), widthOf(heading)),
  )
  const line = (cells: readonly string[]) =>
    columns
      .map(({ isNumber }, index) => {
        const cell = cells[index] ?? ''
        const padding = ' '.repeat((widths[index] ?? 0) - widthOf(cell))
        return isNumber ? padding + cell : cell + padding
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [line(columns.map(({ heading }) => heading)), rule, ...rows.map(line)].join('\n')
}
