import { z } from 'zod'

const CodedError = z.object({ code: z.string() })
const WrappedError = z.object({ errors: z.array(z.unknown()).min(1) })
/** How Prisma hands on what its driver met: by its own word for it, or with the code of Postgres. */
const PrismaError = z.object({
  meta: z.object({
    driverAdapterError: z.object({ cause: z.object({ kind: z.string(), originalCode: z.string().optional() }) }),
  }),
})
const awayKind = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/

/** Classes 08 (connection), 53 (out of resources), 57 (shut down, starting up), and the system's own words for it. */
const awayCode = /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|ENOENT)$/

/** True for an error that says the database cannot be reached now; false for a bug in what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  const coded = CodedError.safeParse(error)
  if (coded.success && awayCode.test(coded.data.code)) return true
  const prisma = PrismaError.safeParse(error)
  if (prisma.success) {
    const { kind, originalCode = '' } = prisma.data.meta.driverAdapterError.cause
    return awayKind.test(kind) || awayCode.test(originalCode)
  }
  const wrapped = WrappedError.safeParse(error)
  if (wrapped.success) return wrapped.data.errors.every((inner) => isDatabaseAway(inner))
  // pg ends running queries with this sentence and no code when the server goes away.
  return (
    error instanceof Error && /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  )
}
