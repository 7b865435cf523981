/** The list with the fields of its first record replaced. @throws Error when the first one is no record. */
export function withFirst(records: readonly unknown[], change: Record<string, unknown>): unknown[] {
  const [first, ...rest] = records
  if (typeof first !== 'object' || first === null) throw new Error('the first record is no object')
  return [{ ...first, ...change }, ...rest]
}
