// Signs of server-side and front-end work in a text, which the scorecard weighs.

import { findMatches } from '@/lib/domain/find-matches'
import type { SkillId } from '@/lib/domain/skill'
import { findApiDuty, findBackendDuty } from '@/lib/normalise/role-duties'

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
    'hadoop spark',
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

/** Points that make a text one of server-side work. */
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

/** Front-end words weigh only as far as they are not drowned by server-side ones: long texts mention everything. */
const incidentalShare = 1 / 3

/** What of a text bears on the role. */
export interface RoleSigns {
  /** Words that bear on it, as written, by their plain form: "back-ends" is `backend`. */
  words: ReadonlyMap<string, string>
  /** Back-end work named as something to be done; null where there is none, as in what follows. */
  backend: string | null
  /** Back-end work given to the one sought. */
  duty: string | null
  /** Work on APIs or services given to the one sought. */
  apiDuty: string | null
  /** Words and skills that together show server-side work. */
  server: readonly string[]
  /** Front-end work that is more than incidental. */
  client: string | null
}

const plainForm = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[\s/-]+/g, '')
    .replace(/s$/, '')

function findNewBackend(text: string, found: readonly RegExpExecArray[]): string | null {
  const isNew = ({ 0: word, index }: RegExpExecArray): boolean =>
    backendWord.test(word) &&
    !isThere.test(text.slice(Math.max(0, index - 60), index)) &&
    !isDescribed.test(text.slice(index + word.length, index + word.length + 12))
  return found.find(isNew)?.[0] ?? null
}

function findServer(serverWords: readonly string[], skills: readonly SkillId[], apiDuty: string | null): string[] {
  const points = new Map<string, number>()
  for (const word of serverWords) points.set(word.toLowerCase().replace(/s$/, ''), incidentalWord.test(word) ? 1 : 2)
  for (const id of skills) {
    const own = serverSkills.get(id)
    if (own !== undefined) points.set(id, own)
  }
  let sum = 0
  for (const own of points.values()) sum += own
  if (sum >= enough) return [...points.keys()]
  return apiDuty === null ? [] : [apiDuty]
}

/** Reads all signs in a text and in the skills found in it. */
export function readSigns(text: string, skills: readonly SkillId[]): RoleSigns {
  const found = [...findMatches(text, signs)]
  const serverWords = found.flatMap(([word]) => (noServerWord.test(word) ? [] : [word]))
  const clientWords = found.flatMap(([word]) => (clientWord.test(word) ? [word] : []))
  const apiDuty = findApiDuty(text)
  const isClient = clientWords.length >= serverWords.length * incidentalShare
  return {
    words: new Map(found.map(([word]) => [plainForm(word), word])),
    backend: findNewBackend(text, found),
    duty: found.some(([word]) => /^(?:back|server)/i.test(word)) ? findBackendDuty(text) : null,
    apiDuty,
    server: findServer(serverWords, skills, apiDuty),
    client: isClient ? (clientWords[0] ?? skills.find((id) => clientSkills.has(id)) ?? null) : null,
  }
}
