import type { z } from 'zod'

const withArticle = (type: string): string =>
  type === 'array' ? 'a list' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`

/** What a value was expected to be, for people: “is missing; expected a string”, “expected a number, found a string”. */
export function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has fields that are not known: ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.join(', ')}`
  if (issue.code !== 'invalid_type') return issue.message
  const found = /received (\w+)$/.exec(issue.message)?.[1]
  const expected = `expected ${withArticle(issue.expected)}`
  if (found === undefined) return issue.message
  return found === 'undefined'
    ? `is missing; ${expected}`
    : `${expected}, found ${found === 'null' ? found : withArticle(found)}`
}
