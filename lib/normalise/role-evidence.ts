import type { SkillId } from '@/lib/domain/skill'
import { findApiDuty, findBackendDuty } from '@/lib/normalise/role-duties'

const ids = (list: string): SkillId[] => list.split(' ')

/** Skills that show server-side work by themselves. */
const serverTechnology = ids(
  'spring quarkus micronaut hibernate django flask fastapi rails laravel symfony express nestjs nodejs phoenix akka gin php ' +
    'entity-framework meteor celery sidekiq grpc rest graphql microservices serverless nginx ' +
    'elixir erlang python ruby java go scala clojure csharp dotnet perl kotlin',
)

/** Skills that show it only together: other engineers and analysts work with them too. */
const nearbyTechnology = ids(
  'postgresql mysql mariadb sql-server mongodb redis memcached cassandra dynamodb elasticsearch kafka rabbitmq nosql sql ' +
    'aws gcp azure docker kubernetes hadoop spark',
)

const generalLanguages: ReadonlySet<SkillId> = new Set(
  ids('elixir erlang python ruby java go scala clojure csharp dotnet perl kotlin'),
)

/** Points of a skill towards server-side work. */
export const serverSkills: ReadonlyMap<SkillId, number> = new Map([
  ...serverTechnology.map((id) => [id, 2] as const),
  ...nearbyTechnology.map((id) => [id, 1] as const),
])

/** Skills that speak of front-end work. */
export const clientSkills: ReadonlySet<SkillId> = new Set(
  ids('react angular vue nextjs svelte emberjs javascript typescript'),
)

/** Points that make a generic engineer's work server-side. */
const enough = 2

// Of a "MySQL backend" or of "SQL Server" any text may speak: it is the role's work that counts.
const serverWords =
  /\b(?<!sql )back[\s-]?ends?\b|\bserver[\s-]side\b|\b(?<!sql )servers?\b|\bapis?\b|\bmicro-?services?\b|\bweb services?\b|\bdistributed systems?\b|\bdatabases?\b|\bweb app(?:lication)?s?\b|\bdata (?:pipelines?|engineering|stack)\b|\bfull[\s-]?stack\b(?! of)|\bhigh[- ](?:traffic|throughput|availability)\b|\bscalable (?:systems?|services?|platform|infrastructure|web)\b|\bcloud\b|\bdata ?cent(?:er|re)s?\b|\bpaas\b|\bjvm\b|\blamp\b|\bmean\b(?= stack)|\bMEAN\b/gi

/** Server words that any employer's text may hold: they count half. */
const incidentalWord = /^(?:servers?|apis?|databases?|web app|data (?:p|e|s)|high|scalable|cloud)/i

// Not of those who are there already: "together with our back end".
const backendWords =
  /(?<!\b(?:with|alongside|from|by|into|to|between) (?:our|the|a|your) (?:\w+ )?)\b(?<!sql )back[\s-]?ends?\b|\bserver[\s-]side\b/i
const apiWork =
  /\brest(?:ful)? apis?\b|\b(?:build|design|develop|implement|creat|writ|maintain|own)(?:e|ing|s|t)?\b[^.\n]{0,60}?\b(?:apis?|micro-?services|services)\b/i
const clientWords =
  /\bfront[\s-]?ends?\b|\bfull[\s-]?stack\b|\breact\b|\bangular\w*|\bvue\b|\bember\b|\bhtml5?\b|\bcss3?\b|\bui\b|\bux\b|\bios\b|\bandroid\b|\bmobile app/gi
const wholeStack =
  /\bfull[\s/-]?stack\b(?! of| (?:\w+ )?(?:platform|solution|approach|company|startup|service|product)\b)|\bgeneralists?\b|\b(?:anywhere in|across|all over|up and down|parts of|layers? of|levels? of|whole|entire) (?:the |our )?(?:\w+ )?stack\b|\bfront[\s-]?end\b[^.\n]{0,60}\bback[\s-]?end\b/i

/** Words of trades whose engineers use the same languages: devices, desktops, games, phones. */
const otherTrade =
  /\b(?:firmware|embedded|hardware|fpgas?|verilog|asics?|chips?|electronics|oscilloscopes?|robots?|robotics?|drones?|flight|aircraft|avionics|spacecraft|satellites?|sensors?|lidar|gpus?|cuda|opengl|directx|webgl|vulkan|assembly|rendering|compilers?|kernels?|device drivers?|rtos|qt|wpf|winforms|win32|desktop|swing|oscilloscopes?|computer vision|photogrammetry|simulations?|cad|games?|smart contracts?|android|ios|set-top)\b/gi

/** Front-end words weigh only as far as they are not drowned by server-side ones: long texts mention everything. */
const incidentalShare = 1 / 3

/** Signs of server-side and front-end work in a text, each as written; sought when asked for, and once. */
export class Evidence {
  private known = new Map<string, string | null>()

  constructor(
    private readonly text: string,
    private readonly tags: readonly SkillId[],
    /** No role is named, so that an API may be all there is to sell. */
    private readonly isOpen = false,
  ) {}

  private pointsOf(word: string): number {
    return incidentalWord.test(word) || (this.isOpen && /^api/i.test(word)) ? 1 : 2
  }

  private find(name: string, seek: () => string | null | undefined): string | null {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const found = seek() ?? null
    this.known.set(name, found)
    return found
  }

  /** Back-end work named anywhere. */
  get backend(): string | null {
    return this.find('backend', () => this.text.match(backendWords)?.[0])
  }

  /** Work on APIs or services. */
  get api(): string | null {
    return this.find('api', () => this.text.match(apiWork)?.[0])
  }

  /** Back-end work given to the one sought. */
  get duty(): string | null {
    return this.find('duty', () => findBackendDuty(this.text))
  }

  /** Work on APIs or services given to the one sought. */
  get apiDuty(): string | null {
    return this.find('api duty', () => findApiDuty(this.text))
  }

  /** Somebody who works on everything. */
  get whole(): string | null {
    return this.find('whole', () => this.text.match(wholeStack)?.[0])
  }

  /** Server-side work, by words and skills together. */
  get server(): string | null {
    return this.find('server', () => {
      const seen = new Map<string, number>()
      let languages = 0
      for (const [word] of this.text.matchAll(serverWords))
        seen.set(word.toLowerCase().replace(/s$/, ''), this.pointsOf(word))
      for (const id of this.tags) {
        const points = serverSkills.get(id)
        if (points !== undefined) seen.set(id, points)
        if (generalLanguages.has(id)) languages += points ?? 0
      }
      const points = [...seen.values()].reduce((sum, one) => sum + one, 0)
      if (points < enough) return this.apiDuty
      if (languages > 0 && points - languages < enough && this.isOtherTrade) return null
      return [...seen.keys()].slice(0, 3).join(', ')
    })
  }

  /** A text of another trade: two of its words or more. */
  get isOtherTrade(): boolean {
    return new Set(Array.from(this.text.matchAll(otherTrade), ([word]) => word.toLowerCase())).size > 1
  }

  /** Front-end work that is more than incidental. */
  get client(): string | null {
    return this.find('client', () => {
      const clients = this.text.match(clientWords) ?? []
      const servers = this.text.match(serverWords) ?? []
      if (clients.length < servers.length * incidentalShare) return null
      return clients[0] ?? this.tags.find((id) => clientSkills.has(id))
    })
  }
}
