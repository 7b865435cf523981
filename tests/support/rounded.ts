/** Equal to the ninth decimal, counts to the last one, so that sums taken in another order still compare. */
export const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item !== 'number') return item
      // JSON has no minus zero.
      return Number(item.toFixed(9)) + 0
    }),
  )
