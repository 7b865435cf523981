// `npm run migrate:new -- <name>`: writes a migration from what schema.prisma has and the migrations lack.
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { writeMigration } from '@/lib/db/schema-diff'
import { readEnv } from '@/lib/env'

const name = process.argv[2]
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migrate:new -- <verb_and_object>, for example add_posting_language')
  process.exit(2)
}
// The embedded server lends its shadow database even when DATABASE_URL is set: that server may not allow one.
const server = await startEmbeddedPostgres({ dataDir: readEnv().SKILLTIDE_DATA_DIR, tell: console.error })
try {
  const path = await writeMigration({ databaseUrl: server.url, name, now: new Date() })
  console.log(path ?? 'Migrations and schema.prisma agree: nothing to write')
} finally {
  await server.stop()
}
