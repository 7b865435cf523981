import type { BackendRole } from '@/lib/domain/posting'
import type { SkillId } from '@/lib/domain/skill'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { namesBackend, readTitle, type TitleReading } from '@/lib/normalise/role-title'

export interface RoleDecision {
  backend: BackendRole
  /** Plain words: what decided, with the words of the posting. */
  reason: string
}

const serverSkills: ReadonlySet<SkillId> = new Set([
  'spring',
  'quarkus',
  'micronaut',
  'hibernate',
  'django',
  'flask',
  'fastapi',
  'rails',
  'laravel',
  'symfony',
  'express',
  'nestjs',
  'nodejs',
  'phoenix',
  'akka',
  'gin',
  'php',
  'entity-framework',
  'postgresql',
  'mysql',
  'mariadb',
  'sql-server',
  'mongodb',
  'redis',
  'memcached',
  'cassandra',
  'dynamodb',
  'elasticsearch',
  'kafka',
  'rabbitmq',
  'grpc',
  'rest',
  'graphql',
  'microservices',
  'nosql',
  'celery',
  'sidekiq',
  'serverless',
  'nginx',
  'sql',
  'elixir',
  'erlang',
])

const clientSkills: ReadonlySet<SkillId> = new Set([
  'react',
  'angular',
  'vue',
  'nextjs',
  'svelte',
  'ember',
  'javascript',
  'typescript',
])

const serverWords =
  /\bback[\s-]?ends?\b|\bserver[\s-]side\b|\bservers?\b|\bapis?\b|\bmicro-?services?\b|\bweb services?\b|\bdistributed systems?\b|\bdatabases?\b|\bweb app(?:lication)?s?\b|\bdata pipelines?\b|\bfull[\s-]?stack\b|\bhigh[- ](?:traffic|throughput|availability)\b|\bscalable (?:systems?|services?|platform|infrastructure|web)\b|\blow[- ]latency\b/i
const backendWords = /\bback[\s-]?ends?\b|\bserver[\s-]side\b/i
const clientWords =
  /\bfront[\s-]?ends?\b|\bfull[\s-]?stack\b|\breact\b|\bangular\w*|\bvue\b|\bember\b|\bhtml5?\b|\bcss3?\b|\bui\b|\bux\b|\bios\b|\bandroid\b|\bmobile app/i

const seekingWork =
  /^(?:\W*)(?:seeking (?:freelance |remote |contract )?(?:work|employment|job|position)|seeking freelance|looking for (?:a )?(?:work|job|new (?:role|opportunit|challenge))|available for (?:hire|work)|for hire)\b|\bwilling to relocate\s*:|\br[ée]sum[ée]\/cv\s*:|^(?:hi,? )?i(?:['’]m| am) (?:a|an|currently) [^.\n]{0,80}\b(?:looking for|seeking|available)\b/i

interface Evidence {
  server: string | null
  backend: string | null
  client: string | null
}

const allServerWords = new RegExp(serverWords, 'gi')
const allClientWords = new RegExp(clientWords, 'gi')
const countMatches = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0

/** Front-end words weigh only as far as they are not drowned by server-side ones: long texts mention everything. */
const incidentalShare = 1 / 3

function weighText(text: string, tags: readonly SkillId[]): Evidence {
  const server = text.match(serverWords)?.[0] ?? tags.find((id) => serverSkills.has(id)) ?? null
  const client = text.match(clientWords)?.[0] ?? tags.find((id) => clientSkills.has(id)) ?? null
  const isIncidental =
    server !== null &&
    client !== null &&
    countMatches(allClientWords, text) < countMatches(allServerWords, text) * incidentalShare
  return { server, backend: text.match(backendWords)?.[0] ?? null, client: isIncidental ? null : client }
}

const quote = (words: string): string => `“${words.replace(/\s+/g, ' ').trim().slice(0, 60)}”`

/** Languages whose developers work on servers unless the text says otherwise. */
const serverLanguages = /python|java(?!script)|ruby|go|scala|clojure|c#|\.net|dotnet|perl|kotlin/i

function decideByText(reading: TitleReading, weigh: () => Evidence, where: string): RoleDecision {
  const said = `${where} ${quote(reading.words)}`
  const { server, backend, client } = weigh()
  if (reading.kind === 'serverTech') {
    if (client === null || (backend !== null && !/full/i.test(client)))
      return { backend: 'strict', reason: `${said}, server-side work` }
    return { backend: 'broad', reason: `${said}, with front-end work: ${quote(client)}` }
  }
  if (backend !== null && client === null) return { backend: 'strict', reason: `${said}, text says ${quote(backend)}` }
  if (reading.kind === 'language') {
    if (server !== null && client === null && serverLanguages.test(reading.words))
      return { backend: 'strict', reason: `${said}, text shows ${quote(server)} and no front end` }
    if (server !== null || serverLanguages.test(reading.words))
      return { backend: 'broad', reason: server === null ? said : `${said}, text shows ${quote(server)}` }
    return { backend: 'no', reason: `${said}, no server-side work in the text` }
  }
  if (server !== null) return { backend: 'broad', reason: `${said}, text shows ${quote(server)}` }
  return { backend: 'no', reason: `${said}, no server-side work in the text` }
}

function decideByReading(reading: TitleReading, weigh: () => Evidence, where: string): RoleDecision {
  if (reading.kind === 'backend') return { backend: 'strict', reason: `${where} ${quote(reading.words)}` }
  if (reading.kind === 'fullStack') return { backend: 'broad', reason: `${where} ${quote(reading.words)}` }
  if (reading.kind === 'other') return { backend: 'no', reason: `${where} ${quote(reading.words)}` }
  return decideByText(reading, weigh, where)
}

const engineeringWords = /\b(?:engineers?|engineering|developers?|programmers?|hackers?|coders?|devs)\b/i

const rank: Record<BackendRole, number> = { strict: 2, broad: 1, no: 0 }

/**
 * Whether a posting advertises backend work. The title decides; where it is generic or missing, the roles named in
 * the text, then the text's own signs of server-side and front-end work. One backend role among several is enough.
 */
export function classifyRole(posting: {
  title: string | null
  text: string
  skills: readonly SkillId[]
}): RoleDecision {
  const { title, text, skills } = posting
  if (seekingWork.test(text.slice(0, 1_500))) return { backend: 'no', reason: 'a person seeking work' }
  const titleReading = title === null ? null : readTitle(title)
  if (titleReading?.kind === 'backend') return decideByReading(titleReading, () => noEvidence, 'title says')
  const advertised = findAdvertisedRoles(text)
  const bodyBackend = [...advertised.listed, ...advertised.sought].find(namesBackend)
  if (bodyBackend !== undefined)
    return { backend: 'strict', reason: `text advertises ${quote(readTitle(bodyBackend)?.words ?? bodyBackend)}` }
  let weighed: Evidence | undefined
  const weigh = (): Evidence => (weighed ??= weighText(text, skills))
  if (titleReading !== null && titleReading.kind !== 'list') {
    const byTitle = decideByReading(titleReading, weigh, 'title says')
    if (rank[byTitle.backend] > 0 || titleReading.kind !== 'other') return byTitle
    const listedFull = advertised.listed.map(readTitle).find((found) => found?.kind === 'fullStack')
    return listedFull ? decideByReading(listedFull, weigh, 'text lists') : byTitle
  }
  return decideByBody(advertised, weigh, { text, skills })
}

const noEvidence: Evidence = { server: null, backend: null, client: null }

function decideByBody(
  advertised: { listed: string[]; sought: string[] },
  weigh: () => Evidence,
  { text, skills }: { text: string; skills: readonly SkillId[] },
): RoleDecision {
  let best: RoleDecision | null = null
  for (const role of [...advertised.listed, ...advertised.sought]) {
    const reading = readTitle(role)
    if (reading === null) continue
    const decision = decideByReading(reading, weigh, 'text advertises')
    if (best === null || rank[decision.backend] > rank[best.backend]) best = decision
  }
  if (best !== null) return best
  if (!engineeringWords.test(text) && skills.filter((id) => serverSkills.has(id)).length < 2)
    return { backend: 'no', reason: 'no engineering role named' }
  return decideByText({ kind: 'generic', words: 'engineering' }, weigh, 'text speaks of')
}
