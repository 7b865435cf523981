// `npm run migrate`: brings the database of DATABASE_URL (or the embedded one) up to date and exits.
import { migrate } from '@/lib/db/migrate'
import { readEnv } from '@/lib/env'
import { withDatabase } from './with-database'

const { DATABASE_URL } = readEnv()
// The embedded database is migrated whenever it is opened.
const applied = DATABASE_URL === undefined ? await withDatabase(() => Promise.resolve([])) : await migrate(DATABASE_URL)
console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date')
