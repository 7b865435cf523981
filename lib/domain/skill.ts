import { z } from 'zod'

/**
 * How strongly a posting asks for a skill. Strongest first: several mentions count as the strongest.
 * Definitions: ../shared/LABELLING.md, printed on the methodology page from `levelDefinitions`.
 */
export const levels = ['required', 'preferred', 'mentioned'] as const
export type Level = (typeof levels)[number]

export const levelDefinitions: Record<Level, string> = {
  required:
    'stands under requirements, “must have” or “you have”, is put as a needed experience, or is one or two technologies tied to the role itself (“Backend Engineer (Go)”)',
  preferred: 'is called nice to have, a bonus, a plus, or ideal',
  mentioned: 'describes the stack, the team or the product, without being put as a need or a wish',
}

/** Families that an ops-minded reader asks about; the six that the overview charts. */
export const opsFamilies = ['cloud', 'containers', 'ci-cd', 'iac', 'observability', 'mlops'] as const

/** Families that give context. */
export const contextFamilies = [
  'machine-learning',
  'databases',
  'data-engineering',
  'messaging',
  'languages',
  'frameworks',
  'practices',
  'ai-coding',
] as const

export const families = [...opsFamilies, ...contextFamilies] as const
export type Family = (typeof families)[number]
export const Family = z.enum(families)

export const familyNames: Record<Family, string> = {
  cloud: 'Cloud platforms',
  containers: 'Containers and orchestration',
  'ci-cd': 'CI/CD',
  iac: 'Infrastructure as code',
  observability: 'Observability',
  mlops: 'MLOps',
  'machine-learning': 'Machine learning',
  databases: 'Databases',
  'data-engineering': 'Data engineering',
  messaging: 'Messaging and APIs',
  languages: 'Languages',
  frameworks: 'Frameworks',
  practices: 'Practices and platform tools',
  'ai-coding': 'AI coding tools',
}

/** How a union of a family reads inside a sentence: "any cloud platform". */
export const familyPhrases: Record<Family, string> = {
  cloud: 'any cloud platform',
  containers: 'any container technology',
  'ci-cd': 'any CI/CD',
  iac: 'any infrastructure as code',
  observability: 'any observability tool',
  mlops: 'any MLOps',
  'machine-learning': 'any machine-learning library',
  databases: 'any database',
  'data-engineering': 'any data-engineering tool',
  messaging: 'any messaging or API technology',
  languages: 'any programming language',
  frameworks: 'any framework',
  practices: 'any practice or platform tool',
  'ai-coding': 'any AI coding tool',
}

/** Id of a skill in the taxonomy, for example `kubernetes`; stored in rows, never renamed. */
export type SkillId = string

/** Half-open range of UTF-16 offsets into a text, with the words there: `text.slice(start, end) === text`. */
export interface Span {
  start: number
  end: number
  text: string
}

/** Skills of which a posting asks for one or another: "AWS, GCP or Azure". */
export interface AnyOf {
  /** Strongest level of the members. */
  level: Level
  /** Ids, at least two, sorted, each once. */
  skills: SkillId[]
}

/** A skill found in a posting. Spans are offsets into the text given, evidence first to last; `titleSpans` are offsets into the title. */
export interface SkillTag {
  skill: SkillId
  level: Level
  spans: Span[]
  titleSpans: Span[]
}
