import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

// Invented threads in the shape of the Algolia HN Search API, for the browser tests of a checkout without the recorded
// data. Everything follows from the numbers of month and posting: the same threads every time.

const firstYear = 2020
const months = 52
const postingsPerMonth = 45

const roles = [
  'Backend Engineer',
  'Senior Backend Engineer',
  'Software Engineer (Backend)',
  'Platform Engineer',
  'Product Designer',
]
const places = [
  'Berlin, Germany',
  'London, UK',
  'New York, NY',
  'San Francisco, CA',
  'REMOTE (EU)',
  'Remote (US only)',
  'Paris, France',
  'Toronto, Canada',
]
const ways = ['ONSITE', 'REMOTE', 'Hybrid']
const stacks = [
  'You know Kubernetes and AWS in production. We deploy with Terraform and GitHub Actions.',
  'Our stack is Go, PostgreSQL and Docker on AWS. Experience with Kubernetes or Nomad is a plus.',
  'We use Python, Kafka and Postgres. Nice to have: Prometheus, Grafana.',
  'Requirements: Java, Spring, Kubernetes (k8s), Jenkins. Bonus: Datadog.',
  'You will run Node.js and TypeScript services on Google Cloud with Terraform and Docker.',
  'We train models with MLflow and Kubeflow on Azure; you build the services around them in Python.',
  'Must have: Ruby on Rails, Redis and PostgreSQL. We are moving to Docker and CircleCI.',
  'Rust and Kafka, deployed by Pulumi to AWS. Observability with OpenTelemetry and Grafana.',
]

/** Element of a list by a number of any size. */
function pick(list: readonly string[], order: number): string {
  return list[order % list.length] ?? ''
}

function describePosting(month: number, order: number): string {
  const mixed = month * 31 + order * 17
  const employer = `Example ${(order + month) % 60} Works`
  const salary = order % 3 === 0 ? ` | $${120 + (mixed % 60)}k - $${160 + (mixed % 60)}k` : ''
  const header = `${employer} | ${pick(roles, mixed)} | ${pick(places, mixed + order)} | ${pick(ways, order)} | Full-time${salary}`
  // Later months ask for Kubernetes more often, so that a trend shows.
  const later = order * 7 < month * 3 ? ' We run everything on Kubernetes.' : ''
  const startup = order % 4 === 0 ? ' We are a small startup.' : ''
  const lines = [
    header,
    `We build invented software number ${mixed % 97}.${startup}${later}`,
    pick(stacks, mixed + month),
  ]
  return [
    ...lines,
    'Apply at <a href="https://example.com/jobs" rel="nofollow">https:&#x2F;&#x2F;example.com&#x2F;jobs</a>',
  ].join('<p>')
}

/** One vacancy that is posted anew every month, in the same words. */
const reposted = [
  'Example Steady Works | Senior Backend Engineer | Berlin, Germany | ONSITE | Full-time',
  'We move freight and look for people who build the services behind it. You have run Kubernetes and PostgreSQL in production for years, write Go or Java, and care for those who are called at night.',
  'Apply at <a href="https://example.com/steady" rel="nofollow">https:&#x2F;&#x2F;example.com&#x2F;steady</a>',
].join('<p>')

function makeThread(month: number) {
  const id = 1_000_000 + month * 1000
  const start = new Date(Date.UTC(firstYear, month, 1, 15))
  const title = `Ask HN: Who is hiring? (${start.toLocaleString('en-US', { month: 'long', timeZone: 'UTC' })} ${start.getUTCFullYear()})`
  const created = { created_at: start.toISOString(), created_at_i: start.getTime() / 1000 }
  const children = Array.from({ length: postingsPerMonth + 1 }, (_, order) => {
    const at = new Date(start.getTime() + order * 60_000)
    const text = order === postingsPerMonth ? reposted : describePosting(month, order)
    const own = { id: id + 1 + order, author: `fixture${order}`, text, type: 'comment', parent_id: id, story_id: id }
    return {
      ...own,
      created_at: at.toISOString(),
      created_at_i: at.getTime() / 1000,
      title: null,
      url: null,
      children: [],
    }
  })
  return {
    hit: { objectID: String(id), title, author: 'whoishiring', ...created, num_comments: children.length },
    item: { id, ...created, type: 'story', author: 'whoishiring', title, url: null, text: null, children },
  }
}

/** Writes the threads into a folder as the replay server reads them: search_by_date.json and items/<id>.json.gz. */
export async function writeFixtureThreads(folder: string): Promise<void> {
  await mkdir(join(folder, 'items'), { recursive: true })
  const threads = Array.from({ length: months }, (_, month) => makeThread(month)).reverse()
  const hits = threads.map((thread) => thread.hit)
  const listing = { hits, nbHits: hits.length, page: 0, nbPages: 1, hitsPerPage: 1000 }
  await writeFile(join(folder, 'search_by_date.json'), JSON.stringify(listing))
  for (const { item } of threads) {
    await writeFile(join(folder, 'items', `${item.id}.json.gz`), gzipSync(JSON.stringify(item)))
  }
}
