import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import { euMemberStates } from '@/lib/domain/european-union'
import { opsFamilies } from '@/lib/domain/skill'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import { fillFacts } from './fact-generator'
import {
  alternativesSql,
  amongStartups,
  companionsSql,
  demandSql,
  fillPeer,
  levelsSql,
  populationSql,
  regionsSql,
  skillsSql,
} from './two-table-peer'

export const name = 'queries'

const overview: Filters = { ...defaultFilters, families: [...opsFamilies] }
const european: Filters = { ...overview, regions: ['EU'], remote: ['remote'], bucket: 'year' }
const asked: NamedSeries = 'skill:kubernetes'
const inEurope = `regions && array['EU', '${euMemberStates.join(`', '`)}'] and remote = 'remote'`
const families = opsFamilies.map((family): NamedSeries => `family:${family}`)

interface PageQuery {
  label: string
  ours(engine: DemandEngine): Promise<unknown>
  peer: string[]
}

/** The queries that pages make, each whole: rows and population. */
const pageQueries: PageQuery[] = [
  {
    label: 'six families by month',
    ours: (engine) => engine.demand(overview),
    peer: [demandSql(families, 'month'), populationSql()],
  },
  {
    label: 'the same, EU, remote, by year',
    ours: (engine) => engine.demand(european),
    peer: [demandSql(families, 'year', inEurope), populationSql(inEurope)],
  },
  {
    label: 'table of skills',
    ours: (engine) => engine.skills(overview),
    peer: [...skillsSql('2024-05-01'), populationSql()],
  },
  {
    label: 'levels of a skill',
    ours: (engine) => engine.levels(overview, asked),
    peer: [levelsSql(asked), populationSql()],
  },
  {
    label: 'regions of a skill',
    ours: (engine) => engine.regions(overview, asked),
    peer: [regionsSql(asked), populationSql()],
  },
  {
    label: 'skills beside a skill',
    ours: (engine) => engine.companions(overview, asked),
    peer: [companionsSql(asked), populationSql()],
  },
  {
    label: 'alternatives to a skill',
    ours: (engine) => engine.alternatives(overview, 'kubernetes'),
    peer: [alternativesSql(asked), populationSql()],
  },
  {
    label: 'six families, startups only',
    ours: (engine) => engine.demand({ ...overview, employer: 'startup' }),
    peer: [demandSql(families, 'month', amongStartups), populationSql(amongStartups)],
  },
  {
    label: 'table of skills, startups only',
    ours: (engine) => engine.skills({ ...overview, employer: 'startup' }),
    peer: [...skillsSql('2024-05-01', amongStartups), populationSql(amongStartups)],
  },
]

/** Median of several runs, milliseconds; the first is not counted. */
async function measure(times: number, work: () => Promise<unknown>): Promise<number> {
  const durations: number[] = []
  for (let turn = 0; turn <= times; turn += 1) {
    const start = performance.now()
    await work()
    if (turn > 0) durations.push(performance.now() - start)
  }
  return durations.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN
}

const runAll = async (pool: pg.Pool, statements: readonly string[]) => {
  for (const statement of statements) await pool.query(statement)
}

async function benchSize(pool: pg.Pool, size: number, print: (line: string) => void): Promise<void> {
  const start = performance.now()
  const { copies, employers } = await fillFacts(pool, size)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  await fillPeer(pool)
  print(`${size} facts, ${employers} employers, ${copies} copies, filled in ${seconds} s; medians of 5`)
  const engine = createSqlDemandEngine(pool, () => new Date('2024-06-15T00:00:00Z'))
  for (const { label, ours, peer } of pageQueries) {
    const own = await measure(5, () => ours(engine))
    const other = await measure(5, () => runAll(pool, peer))
    print(
      `  ${label.padEnd(30)} ${own.toFixed(0).padStart(6)} ms   two tables ${other.toFixed(0).padStart(6)} ms   ratio ${(other / own).toFixed(1)}`,
    )
  }
}

/** Sizes as arguments (`npm run bench -- queries 100000 1000000`); a server of its own, thrown away after. */
export async function run(args: string[]): Promise<void> {
  const sizes = args.length > 0 ? args.map(Number) : [100_000, 1_000_000]
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1)) throw new Error('sizes are whole numbers from 1')
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  // The server runs as another account when this runs as root, and must get into the folder.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder, durability: 'fast' })
  const pool = createPool(server.url)
  try {
    await migrate(server.url)
    for (const size of sizes) await benchSize(pool, size, (line) => process.stdout.write(`${line}\n`))
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
