import { Gauge, Registry } from 'prom-client'
import type { Counted, OperatorFigures } from '@/lib/db/operator-metrics'
import { boardConditions } from '@/lib/domain/board'
import { runStatuses } from '@/lib/domain/ingest'

type Samples = readonly { labels: Record<string, string>; value: number }[]

function add(registry: Registry, metric: { name: string; help: string; labels: string[] }, samples: Samples): void {
  const gauge = new Gauge({
    name: `skilltide_${metric.name}`,
    help: metric.help,
    labelNames: metric.labels,
    registers: [registry],
  })
  for (const { labels, value } of samples) gauge.set(labels, value)
}

const counted = (rows: Counted, labels: readonly string[]): Samples =>
  rows.map((row) => ({
    labels: Object.fromEntries(labels.map((label) => [label, String(row[label])])),
    value: row.count,
  }))

const plain = (value: number): Samples => [{ labels: {}, value }]
const seconds = (at: Date): number => at.getTime() / 1_000

function addBoards(registry: Registry, { tallies }: OperatorFigures): void {
  add(
    registry,
    { name: 'boards', help: 'Boards by source and how they stand.', labels: ['source', 'condition'] },
    // Every condition of every source, so that an alert sees a zero and not a gap.
    tallies.flatMap(({ sourceId: source, conditions }) =>
      boardConditions.map((condition) => ({ labels: { source, condition }, value: conditions[condition] ?? 0 })),
    ),
  )
  add(
    registry,
    {
      name: 'oldest_board_success_timestamp_seconds',
      help: 'Of the active boards of a source, the last success that is longest ago; missing while one was never read.',
      labels: ['source'],
    },
    tallies.flatMap(({ sourceId: source, oldestSuccessAt: at }) =>
      at === null ? [] : [{ labels: { source }, value: seconds(at) }],
    ),
  )
}

function addIndex(registry: Registry, { index: { newest, sealed, waitingSince } }: OperatorFigures): void {
  add(registry, { name: 'data_version', help: 'Newest data version.', labels: [] }, plain(newest ?? 0))
  add(
    registry,
    { name: 'sealed_version', help: 'Newest sealed data version, which the pages show.', labels: [] },
    plain(sealed ?? 0),
  )
  add(
    registry,
    {
      name: 'unsealed_since_timestamp_seconds',
      help: 'When the oldest data version that waits to be sealed was made; missing while none waits.',
      labels: [],
    },
    waitingSince === null ? [] : plain(seconds(waitingSince)),
  )
}

/** The state of the installation as Prometheus metrics, made anew at each scrape: the database is what is measured. */
export function createRegistry(figures: OperatorFigures): Registry {
  const registry = new Registry()
  const { queue } = figures
  add(
    registry,
    {
      name: 'postings',
      help: 'Postings stored, by source, arrival (flow or stock) and state (open, closed, withdrawn).',
      labels: ['source', 'arrival', 'state'],
    },
    counted(figures.postings, ['source', 'arrival', 'state']),
  )
  add(
    registry,
    {
      name: 'runs',
      help: `Runs that began within a day, by source and status: ${runStatuses.join(', ')}.`,
      labels: ['source', 'status'],
    },
    counted(figures.runs, ['source', 'status']),
  )
  add(
    registry,
    {
      name: 'last_success_timestamp_seconds',
      help: 'When the newest run of a source, or of any of its boards, came to its end.',
      labels: ['source'],
    },
    figures.lastSuccess.map(({ source, at }) => ({ labels: { source }, value: seconds(at) })),
  )
  addBoards(registry, figures)
  add(
    registry,
    { name: 'rejects', help: 'Records refused and not repaired since, by source.', labels: ['source'] },
    counted(figures.rejects, ['source']),
  )
  add(
    registry,
    { name: 'payload_bytes', help: 'Bytes of the stored responses, compressed, by source.', labels: ['source'] },
    counted(figures.payloadBytes, ['source']),
  )
  add(
    registry,
    { name: 'queue_jobs', help: 'Boards in the queue: waiting, running, failed for good.', labels: ['state'] },
    Object.entries(queue).map(([state, value]) => ({ labels: { state }, value })),
  )
  add(registry, { name: 'hosts_closed', help: 'Hosts closed by a person.', labels: [] }, plain(figures.closedHosts))
  add(
    registry,
    { name: 'workers_alive', help: 'Workers that said lately that they live.', labels: [] },
    plain(figures.workersAlive),
  )
  addIndex(registry, figures)
  return registry
}
