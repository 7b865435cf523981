/** A value of a COPY row: text, number, boolean, an instant, a list of texts or numbers, or null. */
export type CopyValue = string | number | boolean | Date | null | readonly string[] | readonly number[]

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u0000': '' }
const special = /[\\\n\r\t\u0000]/g

const escapeText = (text: string): string => text.replace(special, (mark) => escapes[mark] ?? mark)

const arrayItem = (item: string | number): string =>
  typeof item === 'number' ? String(item) : `"${item.replaceAll(/["\\]/g, '\\$&')}"`

/** One value in Postgres' text format for COPY. U+0000, which Postgres cannot hold, is left out. */
export function copyValue(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  return escapeText(`{${value.map(arrayItem).join(',')}}`)
}

/** One line of a COPY in text format. */
export const copyLine = (values: readonly CopyValue[]): string => `${values.map(copyValue).join('\t')}\n`
