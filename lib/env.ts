import { z } from 'zod'

const blankAsUnset = (value: unknown) => (value === '' ? undefined : value)

/** A number from one end to the other, both included; what is none is refused in one sentence. */
const wholeNumber = (from: number, to: number, unset: number) => {
  const error = `expected a whole number from ${from} to ${to}`
  return z.preprocess(
    blankAsUnset,
    z.coerce.number({ error }).int(error).min(from, error).max(to, error).default(unset),
  )
}

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' })

/** Every setting of the program. The docs test holds README.md against this table. */
export const EnvSchema = z.object({
  DATABASE_URL: z
    .preprocess(
      blankAsUnset,
      z
        .url({ protocol: /^postgres(ql)?$/, error: 'expected postgresql://user:password@host:port/database' })
        .optional(),
    )
    .describe('Postgres 15 or newer to use instead of the embedded one'),
  PORT: wholeNumber(1, 65_535, 3000).describe('port of the dashboard'),
  SKILLTIDE_DATA_DIR: z
    .preprocess(blankAsUnset, z.string().default('.skilltide'))
    .describe('folder of the embedded Postgres, logs and build stamps'),
  SKILLTIDE_HN_URL: z
    .preprocess(blankAsUnset, webAddress.default('https://hn.algolia.com/api/v1'))
    .describe('base address of the Algolia HN Search API'),
  SKILLTIDE_REROUTE: z
    .preprocess(blankAsUnset, webAddress.optional())
    .describe(
      'sends every request of every source to this server instead, the real host in `x-forwarded-host`: for tests and replays',
    ),
  SKILLTIDE_CONTACT: z
    .preprocess(blankAsUnset, z.string().default('no contact configured'))
    .describe('e-mail address or page that the user agent names, so that a site can reach the operator'),
  SKILLTIDE_POLITENESS: z
    .preprocess(blankAsUnset, z.enum(['on', 'off']).default('on'))
    .describe('`off` drops the delay between requests, for hosts on the loopback interface only'),
  SKILLTIDE_WORKER_CONCURRENCY: wholeNumber(1, 32, 4).describe(
    'boards that one worker process reads at once; each takes a connection to the database',
  ),
  SKILLTIDE_CHROMIUM: z
    .preprocess(blankAsUnset, z.string().optional())
    .describe('path of the Chromium for career pages that need a browser; without it the usual places are looked at'),
  SKILLTIDE_USAJOBS_KEY: z
    .preprocess(blankAsUnset, z.string().optional())
    .describe(
      'key of the USAJOBS search API, from developer.usajobs.gov; `SKILLTIDE_CONTACT` is the e-mail address it was given to',
    ),
  SKILLTIDE_RETENTION_DAYS: wholeNumber(0, 36_500, 400).describe(
    'days for which responses are kept as received, and runs; the newest of a page, those that a posting was made from, and the runs that tell how a board stands stay; 0 keeps all',
  ),
  SKILLTIDE_VERSION_DAYS: wholeNumber(0, 36_500, 30).describe(
    'days for which every data version can be asked (`asOf`); after them the newest of each month stays, and the others are listed by day; 0 keeps all',
  ),
  SKILLTIDE_REPOST_DAYS: wholeNumber(0, 36_500, 65).describe(
    'days between two postings of one vacancy at most; 65 lets an advertisement skip one monthly thread. A change groups everything again',
  ),
  SKILLTIDE_LOG_LEVEL: z
    .preprocess(blankAsUnset, z.enum(['debug', 'info', 'warn', 'error']).default('info'))
    .describe('least level of log lines'),
  SKILLTIDE_SHARED_DATA: z
    .preprocess(blankAsUnset, z.string().optional())
    .describe('folder of recorded data for tests; set but missing is a failure, unset skips those tests'),
})
export type Env = z.infer<typeof EnvSchema>

/**
 * Reads and checks the environment.
 * @throws Error that lists every bad variable with what was expected.
 */
export function readEnv(values: Record<string, string | undefined> = process.env): Env {
  const parsed = EnvSchema.safeParse(values)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`These environment variables are not usable:\n${lines.join('\n')}`)
}

/** Variables that are named like a setting and are none: mistyped, they would be left aside in silence. */
export const unknownSettings = (values: Record<string, string | undefined> = process.env): string[] =>
  Object.keys(values)
    .filter((name) => name.startsWith('SKILLTIDE_') && !(name in EnvSchema.shape))
    .toSorted()

/** Makes the embedded server's address the DATABASE_URL of this process and of those that it starts. */
export function announceDatabaseUrl(databaseUrl: string): void {
  process.env.DATABASE_URL = databaseUrl
}

/** The environment for a program that we start: ours, with some values set. It is handed on, not read. */
export function inheritEnvironment(values: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...values }
}
