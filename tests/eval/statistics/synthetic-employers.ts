// Employers whose true share is known: what the interval is checked against.

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number

/** Standard normal (Box and Muller 1958). */
export const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Gamma of a shape and scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26, 363–372). */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

function drawBeta(a: number, b: number, random: Random): number {
  const x = drawGamma(a, random)
  const y = drawGamma(b, random)
  return x + y === 0 ? (random() < a / (a + b) ? 1 : 0) : x / (x + y)
}

export interface Scenario {
  /** True share. */
  share: number
  /** Correlation of two vacancies of one employer. */
  correlation: number
  /** Spread of the logarithm of an employer's vacancies: 0 for one each; 1.2 is that of the recorded threads and boards. */
  skew: number
  employers: number
}

/** Most vacancies of one employer in a period. */
const most = 400

const drawSize = (skew: number, random: Random): number =>
  Math.min(most, Math.max(1, Math.round(Math.exp(skew * drawNormal(random)))))

/** Employers of a scenario: sizes lognormal, shares beta around the true one, vacancies drawn by the employer's share. */
export function drawEmployers(scenario: Scenario, random: Random): { vacancies: number; named: number }[] {
  const { share, correlation, skew, employers } = scenario
  const weight = correlation === 0 ? 0 : (1 - correlation) / correlation
  return Array.from({ length: employers }, () => {
    const vacancies = drawSize(skew, random)
    const own = correlation === 0 ? share : drawBeta(share * weight, (1 - share) * weight, random)
    let named = 0
    for (let vacancy = 0; vacancy < vacancies; vacancy += 1) if (random() < own) named += 1
    return { vacancies, named }
  })
}

/** Vacancies that an independent sample of the same precision would have, by the true correlation (Kish 1965). */
export function trueEffectiveSize({ correlation, skew, employers }: Scenario, random: Random): number {
  const sizes = Array.from({ length: 4_000 }, () => drawSize(skew, random))
  const mean = sizes.reduce((sum, n) => sum + n, 0) / sizes.length
  const square = sizes.reduce((sum, n) => sum + n * n, 0) / sizes.length
  return (employers * mean) / (1 + (square / mean - 1) * correlation)
}
