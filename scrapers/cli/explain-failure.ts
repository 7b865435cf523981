import { messageOf } from '@/lib/domain/message-of'
import { isDatabaseAway } from '@/lib/db/database-away'

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'this account may not read it',
}

/** The file that could not be opened, and why; null for any other error. */
export function explainFile(error: unknown): string | null {
  if (!(error instanceof Error) || !('path' in error) || !('code' in error)) return null
  const { path, code } = error
  const reason = typeof code === 'string' ? reasons[code] : undefined
  return typeof path === 'string' && reason !== undefined ? `${path} cannot be read: ${reason}` : null
}

/** What an error says; one that gathers others (an attempt at each address of a host) says nothing itself. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ')
  return messageOf(error)
}

/** What went wrong and what to do about it, as a command tells it on stderr. */
export function explainFailure(error: unknown): string {
  const file = explainFile(error)
  if (file !== null) return file
  if (!isDatabaseAway(error)) return wordsOf(error)
  return `the database cannot be reached: ${wordsOf(error)}. Look at DATABASE_URL and whether Postgres runs there; the command doctor tells more`
}
