// The same columns in DuckDB: a table of postings and one of namings, which it scans by column.
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { pageQueries } from './page-queries'
import { isLarge, measure, record } from './timings'

const [folder = '', size = ''] = process.argv.slice(2)
const csv = (table: string, columns: string): string =>
  `read_csv('${join(folder, `${table}.*.csv`)}', header = false, auto_detect = false, nullstr = '-', columns = {${columns}})`

const tables = [
  `create table peer_posting as
     select id, month, vacancy_id, employer_id, source_id, role, remote,
            string_split(seniority, ' ') as seniority, string_split(regions, ' ') as regions, words
       from ${csv('posting', `'id': 'BIGINT', 'month': 'DATE', 'vacancy_id': 'BIGINT', 'employer_id': 'INTEGER', 'source_id': 'VARCHAR', 'role': 'VARCHAR', 'remote': 'VARCHAR', 'seniority': 'VARCHAR', 'regions': 'VARCHAR', 'words': 'INTEGER'`)}`,
  `create table peer_skill as
     select * from ${csv('naming', `'posting_id': 'BIGINT', 'code': 'INTEGER', 'level': 'VARCHAR'`)} order by code, posting_id`,
  `create table posting_signal as
     select *, true as counts from ${csv('signal', `'employer_id': 'INTEGER', 'month': 'DATE'`)}`,
  `create table posting_any_of as
     select posting_id, string_split(codes, ' ')::integer[] as codes
       from ${csv('choice', `'posting_id': 'BIGINT', 'codes': 'VARCHAR'`)}`,
]

const instance = await DuckDBInstance.create(join(folder, 'peer.duckdb'))
const connection = await instance.connect()
for (const table of tables) await connection.run(table)
// Statements that several pages make are asked once for all of them.
const known = new Map<string, Awaited<ReturnType<typeof measure>>>()
for (const { label, peer } of pageQueries) {
  const key = peer.join(';')
  const ask = async () => {
    for (const statement of peer) await connection.runAndReadAll(statement)
  }
  const timing = known.get(key) ?? (await (isLarge(size) ? measure(3, ask, 0) : measure(5, ask)))
  known.set(key, timing)
  record(folder, { who: 'duckdb', label, ...timing })
}
connection.closeSync()
