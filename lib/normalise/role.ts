import type { BackendRole } from '@/lib/domain/posting'
import type { SkillId } from '@/lib/domain/skill'
import type { AdvertisedRoles } from '@/lib/normalise/role-body'
import { readOutright, readTitle, type TitleReading } from '@/lib/normalise/role-title'

export interface RoleDecision {
  backend: BackendRole
  /** Plain words: what decided, with the words of the posting. */
  reason: string
}

/** Skills that speak of server-side work. */
export const serverSkills: ReadonlySet<SkillId> = new Set([
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
  'python',
  'ruby',
  'java',
  'go',
  'scala',
  'clojure',
  'csharp',
  'dotnet',
  'perl',
  'kotlin',
  'aws',
  'gcp',
  'azure',
  'docker',
  'kubernetes',
  'hadoop',
  'spark',
  'meteor',
])

/** Skills that speak of front-end work. */
export const clientSkills: ReadonlySet<SkillId> = new Set([
  'react',
  'angular',
  'vue',
  'nextjs',
  'svelte',
  'emberjs',
  'javascript',
  'typescript',
])

// Of a "MySQL backend" or of "SQL Server" any text may speak: it is the role's work that counts.
const serverWords =
  /\b(?<!sql )back[\s-]?ends?\b|\bserver[\s-]side\b|\b(?<!sql )servers?\b|\bapis?\b|\bmicro-?services?\b|\bweb services?\b|\bdistributed systems?\b|\bdatabases?\b|\bweb app(?:lication)?s?\b|\bdata (?:pipelines?|engineering|stack)\b|\bfull[\s-]?stack\b|\bhigh[- ](?:traffic|throughput|availability)\b|\bscalable (?:systems?|services?|platform|infrastructure|web)\b|\bcloud\b|\bdata ?cent(?:er|re)s?\b|\bpaas\b|\bjvm\b|\blamp\b|\bmean\b(?= stack)|\bMEAN\b/gi
const serverWord = new RegExp(serverWords, 'i')
const backendWords = /\b(?<!sql )back[\s-]?ends?\b|\bserver[\s-]side\b/i
const apiWork =
  /\brest(?:ful)? apis?\b|\b(?:build|design|develop|implement|creat|writ|maintain|own)(?:e|ing|s|t)?\b[^.\n]{0,60}?\b(?:apis?|micro-?services|services|(?<!sql )back[\s-]?ends?)\b/i
const clientWords =
  /\bfront[\s-]?ends?\b|\bfull[\s-]?stack\b|\breact\b|\bangular\w*|\bvue\b|\bember\b|\bhtml5?\b|\bcss3?\b|\bui\b|\bux\b|\bios\b|\bandroid\b|\bmobile app/gi
const wholeStack =
  /\bfull[\s/-]?stack\b|\bgeneralists?\b|\b(?:anywhere in|across|all over|up and down|parts of|layers? of|levels? of|whole|entire) (?:the |our )?(?:\w+ )?stack\b|\bfront[\s-]?end\b[^.\n]{0,60}\bback[\s-]?end\b/i

const seekingWork =
  /^(?:\W*)(?:seeking (?:freelance |remote |contract )?(?:work|employment|job|position)|seeking freelance|looking for (?:a )?(?:work|job|new (?:role|opportunit|challenge))|available for (?:hire|work)|for hire)\b|\bwilling to relocate\s*:|\br[ée]sum[ée]\/cv\s*:|^(?:hi,? )?i(?:['’]m| am) (?:a|an|currently) [^.\n]{0,80}\b(?:looking for|seeking|available)\b/i

/** Front-end words weigh only as far as they are not drowned by server-side ones: long texts mention everything. */
const incidentalShare = 1 / 3

/** Signs of server-side and front-end work in a text, each as written; sought when asked for, and once. */
class Evidence {
  private known = new Map<string, string | null>()

  constructor(
    private readonly text: string,
    private readonly tags: readonly SkillId[],
  ) {}

  private find(name: string, seek: () => string | null | undefined): string | null {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const found = seek() ?? null
    this.known.set(name, found)
    return found
  }

  get backend(): string | null {
    return this.find('backend', () => this.text.match(backendWords)?.[0])
  }

  get api(): string | null {
    return this.find('api', () => this.text.match(apiWork)?.[0])
  }

  get whole(): string | null {
    return this.find('whole', () => this.text.match(wholeStack)?.[0])
  }

  get server(): string | null {
    return this.find('server', () => this.text.match(serverWord)?.[0] ?? this.tags.find((id) => serverSkills.has(id)))
  }

  get client(): string | null {
    return this.find('client', () => {
      const clients = this.text.match(clientWords) ?? []
      const servers = this.text.match(serverWords) ?? []
      if (clients.length < servers.length * incidentalShare) return null
      return clients[0] ?? this.tags.find((id) => clientSkills.has(id))
    })
  }
}

const quote = (words: string): string => `“${words.replace(/\s+/g, ' ').trim().slice(0, 60)}”`

/** Languages whose developers work on servers unless the text says otherwise. */
const serverLanguages = /python|java(?!script)|ruby|go|scala|clojure|c#|\.net|dotnet|perl|kotlin/i

/**
 * A role that its title leaves open. A server-side framework makes it back end unless the text wants the whole
 * stack; a general language or no technology at all only where the text speaks of back-end or API work.
 */
function decideByText(reading: TitleReading, weigh: () => Evidence, where: string): RoleDecision {
  const said = `${where} ${quote(reading.words)}`
  const evidence = weigh()
  if (reading.kind === 'serverTech') {
    const { whole } = evidence
    if (whole === null) return { backend: 'strict', reason: `${said}, server-side work` }
    return { backend: 'broad', reason: `${said}, text says ${quote(whole)}` }
  }
  const backEnd = evidence.backend ?? (reading.kind === 'manager' ? null : evidence.api)
  if (backEnd !== null && evidence.whole === null && evidence.client === null)
    return { backend: 'strict', reason: `${said}, text says ${quote(backEnd)}` }
  if (reading.kind === 'manager') return { backend: 'no', reason: `${said}, no back end named` }
  const { server } = evidence
  if (server !== null) return { backend: 'broad', reason: `${said}, text shows ${quote(server)}` }
  if (reading.kind === 'language' && serverLanguages.test(reading.words)) return { backend: 'broad', reason: said }
  return { backend: 'no', reason: `${said}, no server-side work in the text` }
}

function decideByReading(reading: TitleReading, weigh: () => Evidence, where: string): RoleDecision {
  if (reading.kind === 'backend') return { backend: 'strict', reason: `${where} ${quote(reading.words)}` }
  if (reading.kind === 'fullStack') return { backend: 'broad', reason: `${where} ${quote(reading.words)}` }
  if (reading.kind === 'other') return { backend: 'no', reason: `${where} ${quote(reading.words)}` }
  return decideByText(reading, weigh, where)
}

const engineeringWords = /\b(?:engineers?|engineering|developers?|programmers?|hackers?|coders?|devs|technologists?)\b/i

const rank: Record<BackendRole, number> = { strict: 2, broad: 1, no: 0 }

export interface RoleInput {
  title: string | null
  /** A source's own title names the one job there is; one read from the text may be the first of several. */
  isTitleGiven: boolean
  text: string
  skills: readonly SkillId[]
  /** Roles named in the text. */
  advertised: AdvertisedRoles
}

/**
 * Whether a posting advertises backend work. The title decides; where it is generic or missing, the roles named in
 * the text, then the text's own signs of server-side and front-end work. One backend role among several is enough.
 */
export function classifyRole(posting: RoleInput): RoleDecision {
  const { title, text, skills } = posting
  if (seekingWork.test(text.slice(0, 1_500))) return { backend: 'no', reason: 'a person seeking work' }
  let weighed: Evidence | undefined
  const weigh = (): Evidence => (weighed ??= new Evidence(text, skills))
  let best: RoleDecision | null = null
  for (const { reading, where } of readRoles(posting)) {
    const decision = decideByReading(reading, weigh, where)
    if (best === null || rank[decision.backend] > rank[best.backend]) best = decision
    if (best.backend === 'strict') return best
  }
  if (best !== null) return best
  const isEngineering = engineeringWords.test(text) || skills.filter((id) => serverSkills.has(id)).length > 1
  if (!isEngineering || (title !== null && posting.isTitleGiven))
    return { backend: 'no', reason: 'no engineering role named' }
  return decideByText({ kind: 'generic', words: 'engineering' }, weigh, 'text speaks of')
}

interface PlacedReading {
  reading: TitleReading
  where: string
}

/** The roles that count, the title first: other jobs' titles leave the text only what it names outright. */
function* readRoles({ title, isTitleGiven, advertised }: RoleInput): Generator<PlacedReading> {
  const byTitle = title === null ? null : readTitle(title)
  const isOpen = byTitle === null || byTitle.kind === 'list'
  if (!isOpen) yield { reading: byTitle, where: 'title says' }
  if (isTitleGiven && (byTitle?.kind === 'other' || byTitle?.kind === 'fullStack')) return
  for (const role of advertised.listed) {
    const reading = isTitleGiven ? readOutright(role) : readTitle(role)
    if (reading !== null && reading.kind !== 'list') yield { reading, where: 'text lists' }
  }
  for (const role of advertised.sought) {
    const reading = isOpen ? readTitle(role) : readOutright(role)
    if (reading !== null && reading.kind !== 'list') yield { reading, where: 'text seeks' }
  }
}
