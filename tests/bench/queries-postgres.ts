// The obvious schema in Postgres: a row for a posting, one for each skill that it names, and the usual indexes.
import { createReadStream } from 'node:fs'
import { chmod, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { createPool } from '@/lib/db/pool'
import { pageQueries } from './page-queries'
import { measure, record } from './timings'

const [folder = ''] = process.argv.slice(2)

const raw: Record<string, string> = {
  posting:
    'id bigint, month date, vacancy_id bigint, employer_id int, source_id text, role text, remote text, seniority text, regions text, words int',
  naming: 'posting_id bigint, code int, level text',
  signal: 'employer_id int, month date',
  choice: 'posting_id bigint, codes text',
}

const shape = `
  create table peer_posting as
    select id, month, vacancy_id, employer_id, source_id, role, remote,
           string_to_array(seniority, ' ') as seniority, string_to_array(regions, ' ') as regions, words from posting;
  create table peer_skill as select * from naming;
  create table posting_signal as select *, true as counts from signal;
  create table posting_any_of as select posting_id, string_to_array(codes, ' ')::int[] as codes from choice;
  drop table posting, naming, signal, choice;
  alter table peer_posting add primary key (id);
  alter table peer_skill add primary key (posting_id, code);
  create index on peer_posting (month);
  create index on peer_posting (vacancy_id);
  create index on peer_skill (code, posting_id);
  create index on posting_signal (employer_id, month);
  create index on posting_any_of (posting_id);`

const dataDir = join(folder, 'server')
await mkdir(dataDir)
// The server runs as another account when this runs as root, and must get into the folder.
await chmod(folder, 0o755)
const server = await startEmbeddedPostgres({ dataDir, durability: 'fast' })
const pool = createPool(server.url)
try {
  for (const [table, columns] of Object.entries(raw)) {
    await pool.query(`create unlogged table ${table} (${columns})`)
    const client = await pool.connect()
    const files = (await readdir(folder)).filter((file) => file.startsWith(`${table}.`)).toSorted()
    for (const file of files) {
      const copy = client.query(
        copyFrom(`copy ${table} from stdin with (format csv, force_not_null (${columns.split(' ')[0] ?? ''}))`),
      )
      await pipeline(createReadStream(join(folder, file)), copy)
    }
    client.release()
  }
  await pool.query(shape)
  await pool.query('vacuum (analyze)')
  // Statements that several pages make are asked once for all of them.
  const known = new Map<string, Awaited<ReturnType<typeof measure>>>()
  for (const { label, peer } of pageQueries) {
    const key = peer.join(';')
    const ask = async () => {
      for (const statement of peer) await pool.query(statement)
    }
    const timing = known.get(key) ?? (await measure(2, ask, 1))
    known.set(key, timing)
    record(folder, { who: 'postgres', label, ...timing })
  }
} finally {
  await pool.end()
  await server.stop()
}
