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

// Of a "MySQL backend" or of "SQL Server" any text may speak: these are read first, and left out.
const serverWords =
  /\b(?:sql (?:servers?|back[\s-]?ends?)|back[\s-]?ends?|server[\s-]side|servers?|apis?|micro-?services?|web services?|web app(?:lication)?s?|distributed systems?|databases?|data (?:pipelines?|engineering|stack)|data ?cent(?:er|re)s?|full[\s-]?stack(?! of)|high[- ](?:traffic|throughput|availability)|scalable (?:systems?|services?|platform|infrastructure|web)|cloud|paas|jvm|lamp|mean(?= stack)|MEAN)\b/gi

/** Server words that any employer's text may hold: they count half. */
const incidentalWord = /^(?:servers?|apis?|databases?|web app|data (?:p|e|s)|high|scalable|cloud)/i

const backendWord = /^(?:back|server.side)/i
// "Together with our back end", "we have an interesting back end": it is there already.
const isThere =
  /\b(?:(?:have|has) an? (?:[\w-]+ ){0,3}|(?:with|alongside|from|by|into|to|between) (?:our|the|a|your) (?:\w+ )?)$/i
const apiWork =
  /\b(?:build|design|develop|implement|creat|writ|maintain|own)(?:e|ing|s|t)?\b[^.\n]{0,60}?\b(?:apis?|micro-?services|services)\b/i
const clientWords =
  /\b(?:front[\s-]?ends?|full[\s-]?stack|react|angular\w*|vue|ember|html5?|css3?|ui|ux|ios|android|mobile app\w*)\b/gi
const wholeStack =
  /\b(?:full[\s/-]?stack\b(?! of| (?:\w+ )?(?:platform|solution|approach|company|startup|service|product)\b)|generalists?\b|(?:anywhere in|across|all over|up and down|parts of|layers? of|levels? of|whole|entire) (?:the |our )?(?:\w+ )?stack\b|front[\s-]?end\b[^.\n]{0,60}\bback[\s-]?end\b)/i

/** Words of trades whose engineers use the same languages: devices, desktops, games, phones. */
const otherTrade =
  /\b(?:firmware|embedded|hardware|fpgas?|verilog|asics?|chips?|electronics|oscilloscopes?|robots?|robotics?|drones?|flight|aircraft|avionics|spacecraft|satellites?|sensors?|lidar|gpus?|cuda|opengl|directx|webgl|vulkan|assembly|rendering|compilers?|parsers?|radios?|arm architectures?|kernels?|device drivers?|rtos|qt|wpf|winforms|win32|desktop|swing|computer vision|photogrammetry|simulations?|cad|games?|smart contracts?|android|ios|set-top)\b/gi

/** Front-end words weigh only as far as they are not drowned by server-side ones: long texts mention everything. */
const incidentalShare = 1 / 3

/** Signs of server-side and front-end work in a text, each as written; sought when asked for, and once. */
export class Evidence {
  private readonly known = new Map<string, string | null>()
  private serverMatches: RegExpExecArray[] | undefined

  constructor(
    private readonly text: string,
    private readonly tags: readonly SkillId[],
    /** No role is named, so that an API may be all there is to sell. */
    private readonly isOpen = false,
  ) {}

  private find(name: string, seek: () => string | null | undefined): string | null {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const found = seek() ?? null
    this.known.set(name, found)
    return found
  }

  private findServerWords(): RegExpExecArray[] {
    return (this.serverMatches ??= [...this.text.matchAll(serverWords)].filter(([word]) => !/^sql/i.test(word)))
  }

  private pointsOf(word: string): number {
    return incidentalWord.test(word) || (this.isOpen && /^api/i.test(word)) ? 1 : 2
  }

  /** Back-end work named anywhere. */
  get backend(): string | null {
    return this.find('backend', () => {
      const isNew = ({ 0: word, index }: RegExpExecArray): boolean =>
        backendWord.test(word) && !isThere.test(this.text.slice(Math.max(0, index - 60), index))
      return this.findServerWords().find(isNew)?.[0]
    })
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
      for (const [word] of this.findServerWords()) seen.set(word.toLowerCase().replace(/s$/, ''), this.pointsOf(word))
      let languages = 0
      for (const id of this.tags) {
        const points = serverSkills.get(id)
        if (points === undefined) continue
        seen.set(id, points)
        if (generalLanguages.has(id)) languages += points
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
      if (clients.length < this.findServerWords().length * incidentalShare) return null
      return clients[0] ?? this.tags.find((id) => clientSkills.has(id))
    })
  }
}
