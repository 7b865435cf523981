/** Numbers for values, in the order in which they are met. */
export interface Numbering {
  /** The values, each at its number. */
  values: string[]
  numberOf: (value: string) => number
}

export function createNumbering(): Numbering {
  const values: string[] = []
  const numbers = new Map<string, number>()
  return {
    values,
    numberOf(value) {
      const known = numbers.get(value)
      if (known !== undefined) return known
      numbers.set(value, values.length)
      return values.push(value) - 1
    },
  }
}
