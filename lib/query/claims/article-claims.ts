import { type Comparison, essentialShare } from '@/lib/domain/claim'
import { canonicalClaim, type Claim, type Measure } from '@/lib/query/claims/claim'
import { defaultFilters, type Filters } from '@/lib/query/filters'

/** A sentence of the article that started this, made into claims that can be checked. */
export interface ArticleClaim {
  id: string
  /** What the article says, in its sense. */
  saying: string
  /** What we take its words to mean: the choices that turn a sentence into a figure. */
  reading: string
  measure: Measure
  comparison: Comparison
  threshold: number | null
}

const skill = (id: string): Measure => ({ kind: 'series', series: `skill:${id}` })
const family = (id: string): Measure => ({ kind: 'series', series: `family:${id}` })
const set = (text: string): Measure => ({ kind: 'series', series: `set:${text}` })

const essential = 'Essential: asked for in at least half of the vacancies of the last 12 whole months.'
const moreAndMore = 'More and more: the trend of its share over the last five years rises.'

/** The claims as the article makes them, in its order. Thresholds are ours where it gives no number. */
export const articleClaims: readonly ArticleClaim[] = [
  {
    id: 'cloud',
    saying: 'Three quarters of backend vacancies require a cloud platform',
    reading:
      'Three quarters: at least 75\u202f%. A cloud platform: any skill of the family, such as AWS, Azure or GCP.',
    measure: family('cloud'),
    comparison: 'at-least',
    threshold: 0.75,
  },
  {
    id: 'docker-or-kubernetes',
    saying: 'Docker and Kubernetes are essential: either of the two',
    reading: `${essential} Either: a vacancy that asks for one of them counts.`,
    measure: set('docker | kubernetes'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'docker',
    saying: 'Docker is essential',
    reading: `${essential} A skill that implies Docker counts as Docker.`,
    measure: skill('docker'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'kubernetes',
    saying: 'Kubernetes is essential',
    reading: `${essential} Managed Kubernetes (EKS, GKE, AKS) counts as Kubernetes.`,
    measure: skill('kubernetes'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'ci-cd',
    saying: 'CI/CD is essential',
    reading: `${essential} CI/CD: the words themselves, or any tool of the family.`,
    measure: family('ci-cd'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'terraform',
    saying: 'Terraform is essential',
    reading: `${essential} Terraform by name, no other tool of its kind.`,
    measure: skill('terraform'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'prometheus',
    saying: 'Monitoring with Prometheus is essential',
    reading: `${essential} Prometheus by name.`,
    measure: skill('prometheus'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'observability',
    saying: 'Monitoring is essential, whatever the tool',
    reading: `${essential} Monitoring: any skill of the family observability.`,
    measure: family('observability'),
    comparison: 'at-least',
    threshold: essentialShare,
  },
  {
    id: 'microservices',
    saying: 'Microservices are listed more and more',
    reading: `${moreAndMore} Microservices by name.`,
    measure: skill('microservices'),
    comparison: 'rises',
    threshold: null,
  },
  {
    id: 'containers',
    saying: 'Containers are listed more and more',
    reading: `${moreAndMore} Containers: any skill of the family.`,
    measure: family('containers'),
    comparison: 'rises',
    threshold: null,
  },
  {
    id: 'blur-mean',
    saying: 'The line between development and operations is blurring: more kinds of ops skills in a vacancy',
    reading: 'Blurring: the trend over the last five years of the mean number of ops families a vacancy names rises.',
    measure: { kind: 'blur', blur: 'mean' },
    comparison: 'rises',
    threshold: null,
  },
  {
    id: 'blur-three',
    saying: 'The line between development and operations is blurring: more vacancies with three kinds of ops skills',
    reading: 'Blurring: the trend over the last five years of the share with three or more ops families rises.',
    measure: { kind: 'blur', blur: 'three' },
    comparison: 'rises',
    threshold: null,
  },
  {
    id: 'mlops',
    saying: 'Deploying machine learning is next',
    reading: 'Next: the trend over the last five years of the share that names any skill of the family MLOps rises.',
    measure: family('mlops'),
    comparison: 'rises',
    threshold: null,
  },
]

/** Whose vacancies, and how strongly asked for: every claim of the article is checked for all four. */
export const audiences = ['all', 'startups'] as const satisfies string[]
const employerOf: Record<(typeof audiences)[number], Filters['employer']> = { all: 'any', startups: 'startup' }
export const strengths = ['required', 'any'] as const satisfies Filters['level'][]

export interface ShippedClaim {
  /** `cloud.startups.required`. */
  id: string
  article: ArticleClaim
  claim: Claim
}

/** An article's claim for both audiences and both strengths, on the newest data or on an older version. */
export const variantsOf = (article: ArticleClaim, asOf: number | null = null): ShippedClaim[] =>
  audiences.flatMap((audience) =>
    strengths.map((level) => ({
      id: `${article.id}.${audience}.${level}`,
      article,
      claim: canonicalClaim({
        measure: article.measure,
        comparison: article.comparison,
        threshold: article.threshold,
        method: 'trend',
        before: null,
        filters: { ...defaultFilters, employer: employerOf[audience], level, asOf },
      }),
    })),
  )

/** Every shipped claim, in the order of the article. */
export const shippedClaims = (asOf: number | null = null): ShippedClaim[] =>
  articleClaims.flatMap((article) => variantsOf(article, asOf))
