import { z } from 'zod'
import { type BackendRole, backendRoles } from '@/lib/domain/posting'
import type { SkillId } from '@/lib/domain/skill'
import trained from '@/lib/normalise/role-weights.json' with { type: 'json' }
import type { RoleSigns } from '@/lib/normalise/role-signs'
import type { TitleKind } from '@/lib/normalise/role-title'

/** What the scorecard weighs. */
export interface OpenRole {
  /** Kinds of the roles that are named; none where the text names no role. */
  kinds: ReadonlySet<TitleKind>
  /** The most backend-like of them. */
  strongest: TitleKind | 'none'
  signs: RoleSigns
  skills: readonly SkillId[]
}

const serverSteps = [1, 2, 3, 4, 6, 9]

/** Grounds for a decision, by their names in role-weights.json, each with the posting's words for it, if it has any. */
export function listGrounds({ kinds, strongest, signs, skills }: OpenRole): Map<string, string | null> {
  const grounds = new Map<string, string | null>()
  const add = (name: string, words: string | null): void => void grounds.set(name, words)
  add(`strongest role ${strongest}`, null)
  for (const kind of kinds) add(`role ${kind}`, null)
  const { backend, duty, apiDuty, client, server } = signs
  const said = {
    'back end to be built': backend,
    'back-end duty': duty,
    'API duty': apiDuty,
    'front-end work': client,
  }
  for (const [name, words] of Object.entries(said)) {
    if (words === null) continue
    add(name, words)
    add(`${name}, ${strongest}`, null)
  }
  for (const step of serverSteps) {
    if (server.length < step) break
    add(`${step} or more server-side words`, null)
    add(`${step} or more server-side words, ${strongest}`, null)
  }
  for (const [plain, written] of signs.words) add(`word ${plain}`, written)
  for (const id of skills) add(`skill ${id}`, id)
  return grounds
}

/** Weights of one ground, in the order of `backendRoles`. */
const Weights = z.tuple([z.number(), z.number(), z.number()])
type Weights = z.infer<typeof Weights>
const Scorecard = z.object({ intercept: Weights, grounds: z.record(z.string(), Weights) })
export type Scorecard = z.infer<typeof Scorecard>

/** Weights as fitted. */
export const scorecard: Scorecard = Scorecard.parse(trained)
const weightsOf = new Map(Object.entries(scorecard.grounds))

export interface Scored {
  backend: BackendRole
  /** Words of the posting that spoke most for it, at most three. */
  words: string[]
}

const mostWords = 3

/**
 * Decides a role that names leave open: multinomial logistic regression over grounds that are there or not, fitted to postings
 * labelled by hand (`npm run eval -- roles`). No skill of the families that Skilltide charts weighs anything: what is measured
 * must not decide who is counted.
 */
export function scoreRole(role: OpenRole): Scored {
  const scores: [number, number, number] = [...scorecard.intercept]
  const shown: { words: string; own: Weights }[] = []
  for (const [name, words] of listGrounds(role)) {
    const own = weightsOf.get(name)
    if (own === undefined) continue
    scores[0] += own[0]
    scores[1] += own[1]
    scores[2] += own[2]
    if (words !== null) shown.push({ words, own })
  }
  const best = scores.indexOf(Math.max(...scores))
  const backend = backendRoles[best] ?? 'no'
  const spokenFor = ({ own }: { own: Weights }): number => own[best] ?? 0
  const words = shown
    .filter((one) => spokenFor(one) > 0)
    .toSorted((a, b) => spokenFor(b) - spokenFor(a))
    .slice(0, mostWords)
  return { backend, words: words.map((one) => one.words) }
}
