import { findMatches } from '@/lib/domain/find-matches'
import type { SkillId } from '@/lib/domain/skill'
import { findApiDuty, findApiWork, findBackendDuty } from '@/lib/normalise/role-duties'

const ids = (list: string): SkillId[] => list.split(' ')

/** Skills that show server-side work by themselves. */
const serverTechnology = ids(
  'spring quarkus micronaut hibernate django flask fastapi rails laravel symfony express nestjs nodejs phoenix akka gin php ' +
    'entity-framework meteor celery sidekiq grpc rest graphql microservices serverless nginx ' +
    'elixir erlang python ruby java go scala clojure csharp dotnet perl kotlin haskell',
)

/** Skills that show it only together: other engineers and analysts work with them too. */
const nearbyTechnology = ids(
  'postgresql mysql mariadb sql-server mongodb redis memcached cassandra dynamodb elasticsearch kafka rabbitmq nosql sql ' +
    'aws gcp azure docker kubernetes hadoop spark',
)

const generalLanguages: ReadonlySet<SkillId> = new Set(
  ids('elixir erlang python ruby java go scala clojure csharp dotnet perl kotlin haskell'),
)

/** Where things run; together they say no more than "cloud". */
const hosts: ReadonlySet<SkillId> = new Set(ids('aws gcp azure docker kubernetes'))

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

// One pass finds all words that bear on the role. Of a "MySQL backend" or of "SQL Server" any text may speak.
const signs =
  /\b(?:sql (?:servers?|back[\s-]?ends?)|back[\s-]?ends?|server[\s-]side|servers?|apis?|micro-?services?|web services?|web app(?:lication)?s?|distributed systems?|databases?|data (?:pipelines?|engineering|stack)|data ?cent(?:er|re)s?|full[\s/-]?stack(?! of)|high[- ](?:traffic|throughput|availability)|scalable (?:systems?|services?|platform|infrastructure|web)|cloud|paas|jvm|lamp|mean(?= stack)|front[\s-]?ends?|client[- ]side|react|angular\w*|vue|ember|html5?|css3?|ui|ux|ios|android|mobile app\w*|generalists?|everything from|stack)\b/gi

const clientWord = /^(?:fr|cli|full[\s-]?stack|rea|an|vu|em|ht|cs|u|i|mobile)/i
const noServerWord = /^(?:sql|fr|cli|rea|an|vu|em|ht|cs|u|i|mobile|gen|every|stack|full\/)/i

/** Server words that any employer's text may hold: they count half. */
const incidentalWord = /^(?:servers?|apis?|databases?|web app|data (?:p|e|s)|high|scalable|cloud)/i

const backendWord = /^(?:back|server.side)/i
// "Together with our back end", "we have an interesting back end": it is there already.
const isThere =
  /\b(?:(?:have|has) an? (?:[\w-]+ ){0,3}|(?:with|alongside|from|by|into|to|between) (?:our|the|a|your) (?:\w+ )?|needs? an? |of (?:which|whom|them) are |\d )$/i
/** "The back end is Symfony", "our backend language": a stack described. */
const isDescribed = /^ (?:is|are|language|runs|uses)\b/i
const generalist = /^(?:full|gen)/i
/** "Everything from the database to the interface", not "everything from gadgets to jewelry". */
const bothSides =
  /\b(?:front|back|ui|ux|css|html|clients?|design|servers?|databases?|apis?|infrastructure|dev-?ops|deploy\w*|architecture|code|coding)/i
/** "Full-stack platform" is a product, "across the stack" a person's work. */
const ofProduct = /^ (?:\w+ )?(?:platform|solution|approach|compan(?:y|ie)|startup|service|product)s?\b/i
const acrossStack =
  /\b(?:anywhere in|across|all over|up and down|parts of|layers? of|levels? of|whole|entire) (?:the |our )?(?:\w+ )?$/i
const frontWord = /^front/i
/** "From back-end services to dashboards" is one person's work. */
const fromBack = /\bfrom (?:our |the )?$/i
const toFront = /^(?! (?:engineer|developer)s?\b)[^.\n]{0,60}\bto\b/i
/** "We are looking for someone who loves front-end apps": a sentence that seeks nobody else. */
const frontEndSought =
  /\b(?:looking for|looking to hire|seeking|hiring|in need of|(?:we|who) need|grow\w* our (?:\w+ )?team with)\b[^.!?\n]{0,60}\bfront[\s-]?end\b(?!,| and\b| or\b| ?[&/])[^.!?\n]*/gi
/** The same in a text that names the back end too. */
const frontEndTeam = /\bjoin (?:our|the) (?:\w+ )?front[\s-]?end (?:\w+ ){0,2}team\b/i
const soughtBesides =
  /\b(?:back|full|server|stack|rails|django|node|python|java|php|generalists?|designers?|mobile|ios|android|engineers?(?:,| and| or| &)|developers?(?:,| and| or| &))/i
/** A front end and a back end nearer than this in one sentence are one person's. */
const nearby = 60

/** Words of trades whose engineers use the same languages: devices, desktops, games, phones. */
const otherTrade =
  /\b(?:firmware|embedded|hardware|fpgas?|verilog|asics?|chips?|electronics|oscilloscopes?|robots?|robotics?|drones?|flight|aircraft|avionics|spacecraft|satellites?|sensors?|lidar|gpus?|cuda|opengl|directx|webgl|vulkan|assembly|rendering|compilers?|parsers?|radios?|arm architectures?|kernels?|device drivers?|rtos|qt|wpf|winforms|win32|desktop|swing|computer vision|photogrammetry|simulations?|cad|games?|smart contracts?|android|ios|set-top)\b/gi

/** Words that name such a trade alone. */
const tradeAlone =
  /\b(?:wpf|winforms|mfc|unreal|solidworks|hypervisors?|lithograph\w*|wet ?labs?|anti-?virus|visual effects|vfx)\b/i

/** Front-end words weigh only as far as they are not drowned by server-side ones: long texts mention everything. */
const incidentalShare = 1 / 3

const isIncidental = (word: string): boolean => incidentalWord.test(word) && !backendWord.test(word)

/** "Cloud" and perhaps one more word that any employer uses. */
const isCloudAlone = (seen: ReadonlyMap<string, number>): boolean =>
  seen.has('cloud') && seen.size < 3 && [...seen.keys()].every(isIncidental)

/** Signs of server-side and front-end work in a text, each as written; sought when asked for, and once. */
export class Evidence {
  private readonly known = new Map<string, string | null>()
  private matches: RegExpExecArray[] | undefined
  private isOther: boolean | undefined

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

  private findSigns(): RegExpExecArray[] {
    return (this.matches ??= [...findMatches(this.text, signs)])
  }

  private findServerWords(): RegExpExecArray[] {
    return this.findSigns().filter(([word]) => !noServerWord.test(word))
  }

  private pointsOf(word: string): number {
    return incidentalWord.test(word) || (this.isOpen && /^api/i.test(word)) ? 1 : 2
  }

  private namesBackend(): boolean {
    return this.findSigns().some(([word]) => /^(?:back|server)/i.test(word))
  }

  /** Back-end work named anywhere. */
  get backend(): string | null {
    return this.find('backend', () => {
      const isNew = ({ 0: word, index }: RegExpExecArray): boolean =>
        backendWord.test(word) &&
        !isThere.test(this.text.slice(Math.max(0, index - 60), index)) &&
        !isDescribed.test(this.text.slice(index + word.length, index + word.length + 12))
      return this.findServerWords().find(isNew)?.[0]
    })
  }

  /** Work on APIs or services. */
  get api(): string | null {
    return this.find('api', () => findApiWork(this.text))
  }

  /** Back-end work given to the one sought. */
  get duty(): string | null {
    return this.find('duty', () => (this.namesBackend() ? findBackendDuty(this.text) : null))
  }

  /** Work on APIs or services given to the one sought. */
  get apiDuty(): string | null {
    return this.find('api duty', () => findApiDuty(this.text))
  }

  /** Somebody who works on everything. */
  get whole(): string | null {
    return this.find('whole', () => this.findSigns().find((match, at) => this.isWhole(match, at))?.[0])
  }

  private isWhole({ 0: word, index }: RegExpExecArray, at: number): boolean {
    const end = index + word.length
    if (/^every/i.test(word)) return bothSides.test(this.text.slice(end, end + 80))
    if (generalist.test(word)) return !ofProduct.test(this.text.slice(end, end + 40))
    if (/^stack/i.test(word)) return acrossStack.test(this.text.slice(Math.max(0, index - 40), index))
    if (backendWord.test(word))
      return (
        fromBack.test(this.text.slice(Math.max(0, index - 20), index)) && toFront.test(this.text.slice(end, end + 80))
      )
    if (!frontWord.test(word)) return false
    for (let next = at + 1; next < this.findSigns().length; next += 1) {
      const sign = this.findSigns()[next]
      if (sign === undefined || sign.index - end > nearby || /[.\n]/.test(this.text.slice(end, sign.index)))
        return false
      if (/^back/i.test(sign[0])) return true
    }
    return false
  }

  /** A front-end engineer, where that is what a sentence seeks. */
  get frontEnd(): string | null {
    return this.find('front end', () =>
      this.namesBackend()
        ? this.text.match(frontEndTeam)?.[0]
        : [...findMatches(this.text, frontEndSought)].find(([sentence]) => !soughtBesides.test(sentence))?.[0],
    )
  }

  /** Server-side work that no language or host shows alone, nor a word that any text may hold. */
  get serverOutright(): string | null {
    return this.find('server outright', () => {
      const word = this.findServerWords().find(([found]) => !isIncidental(found))?.[0]
      return word ?? this.tags.find((id) => serverSkills.get(id) === 2 && !generalLanguages.has(id))
    })
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
        seen.set(hosts.has(id) ? 'cloud' : id, points)
        if (generalLanguages.has(id)) languages += points
      }
      const points = [...seen.values()].reduce((sum, one) => sum + one, 0)
      const isLanguageAlone = seen.size === 1 && (languages > 0 || seen.has('php'))
      if (points < enough || (this.isOpen && isLanguageAlone) || isCloudAlone(seen)) return this.apiDuty
      if (languages > 0 && points - languages < enough && this.isOtherTrade) return null
      return [...seen.keys()].slice(0, 3).join(', ')
    })
  }

  /** A text of another trade: two of its words or more. */
  get isOtherTrade(): boolean {
    return (this.isOther ??= this.readOtherTrade())
  }

  private readOtherTrade(): boolean {
    if (tradeAlone.test(this.text)) return true
    const words = Array.from(findMatches(this.text, otherTrade), ([word]) => word.toLowerCase())
    return new Set(words.map((word) => (word === 'ios' ? 'android' : word.replace(/s$/, '')))).size > 1
  }

  /** Front-end work that is more than incidental. */
  get client(): string | null {
    return this.find('client', () => {
      const clients = this.findSigns().flatMap(([word]) => (clientWord.test(word) ? [word] : []))
      if (clients.length < this.findServerWords().length * incidentalShare) return null
      return clients[0] ?? this.tags.find((id) => clientSkills.has(id))
    })
  }
}
