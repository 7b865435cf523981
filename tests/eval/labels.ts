import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { seniorities } from '@/lib/domain/posting'
import { levels } from '@/lib/domain/skill'

/** Samples of roles, a file each: `roles3` read for `backend` and seniority, the rest for `backend` alone. */
const placelessSplits = [
  'roles3',
  'roles4',
  'roles5',
  'roles6',
  'roles7',
  'roles8',
  'roles9',
  'roles10',
  'roles11',
  'roles12',
  'roles13',
  'roles14',
  'roles15',
  'roles16',
] as const

/** Samples of skills and places, a file each; those from `skills5` on were read for seniority too. */
const skillSplits = [
  'skills2',
  'skills3',
  'skills4',
  'skills5',
  'skills6',
  'skills7',
  'skills8',
  'skills9',
  'skills10',
  'skills11',
  'skills12',
  'skills13',
  'skills14',
  'skills15',
  'skills16',
  'skills17',
] as const

/**
 * `roles` and `roles2` are read for everything but skills; `rolestest` is the half of the second sample of roles that
 * no rule is tuned on. `skills2` to `skills17` are read for skills and places, not for `backend`.
 */
export const splits = ['dev', 'test', ...skillSplits, 'roles', 'roles2', 'rolestest', ...placelessSplits] as const
export type Split = (typeof splits)[number]

/** Splits whose errors are never listed. */
export const heldOutSplits: ReadonlySet<Split> = new Set([
  'test',
  'skills7',
  'rolestest',
  'roles5',
  'roles6',
  'roles13',
  'roles15',
  'roles16',
])

const backendLabel = z.enum(['yes', 'broad', 'no'])

/** What the reader of a posting found in it. */
export const Label = z.object({
  id: z.string(),
  textSha256: z.string(),
  split: z.enum(splits),
  /** Null where the reader looked for skills and places alone, or two readers differ. */
  backend: backendLabel.nullable(),
  /** As first labelled, where later readings changed it. */
  firstBackend: backendLabel.optional(),
  /** Null, as `remote`, where the reader did not look for places. */
  countries: z.array(z.string()).nullable(),
  remote: z.enum(['remote', 'hybrid', 'onsite', 'unknown']).nullable(),
  /** Null where the reader did not look for it. */
  seniority: z.array(z.enum(seniorities)).nullable(),
  /** Null where the reader did not look for skills. */
  skills: z.array(z.object({ skill: z.string(), level: z.enum(levels), evidence: z.string() })).nullable(),
})
export type Label = z.infer<typeof Label>

const readLines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

const SkillLabel = Label.omit({ split: true, backend: true }).extend({ seniority: Label.shape.seniority.default(null) })

const RoleLabel = Label.omit({ split: true, skills: true })

const PlacelessRoleLabel = Label.omit({ skills: true, countries: true, remote: true })

/** A line of the second sample of roles says its half. */
const HalvedRoleLabel = RoleLabel.extend({ split: z.enum(['roles2-dev', 'roles2-test']) }).transform((label) => ({
  ...label,
  split: label.split === 'roles2-dev' ? ('roles2' as const) : ('rolestest' as const),
  skills: null,
}))

export const readLabels = (): Label[] => [
  ...readLines('tests/eval/labels.jsonl').map((line) => Label.parse(line)),
  ...skillSplits.flatMap((split) =>
    readLines(`tests/eval/${split}.jsonl`).map((line) => ({
      ...SkillLabel.parse(line),
      split,
      backend: null,
    })),
  ),
  ...readLines('tests/eval/roles.jsonl').map((line) => ({
    ...RoleLabel.parse(line),
    split: 'roles' as const,
    skills: null,
  })),
  ...readLines('tests/eval/roles2.jsonl').map((line) => HalvedRoleLabel.parse(line)),
  ...placelessSplits
    .flatMap((name) => readLines(`tests/eval/${name}.jsonl`))
    .map((line) => ({
      ...PlacelessRoleLabel.parse(line),
      countries: null,
      remote: null,
      skills: null,
    })),
]
