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

export type Random = () => number

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

/** Share of an employer's own vacancies: beta around the true share, so that two of them correlate as told. */
export function drawOwnShare(share: number, correlation: number, random: Random): number {
  const weight = (1 - correlation) / correlation
  const x = drawGamma(share * weight, random)
  const y = drawGamma((1 - share) * weight, random)
  return x + y === 0 ? (random() < share ? 1 : 0) : x / (x + y)
}

export function drawCount(vacancies: number, share: number, random: Random): number {
  let named = 0
  for (let vacancy = 0; vacancy < vacancies; vacancy += 1) if (random() < share) named += 1
  return named
}

/** Part of employers of so many vacancies of which at most 0, 1, 2 … name the skill: beta-binomial (Skellam 1948, JRSS B 10, 257–261). */
function countsUpTo(vacancies: number, share: number, correlation: number): Float64Array {
  const weight = (1 - correlation) / correlation
  const [a, b] = [share * weight, (1 - share) * weight]
  let part = 1
  for (let one = 0; one < vacancies; one += 1) part *= (b + one) / (a + b + one)
  let sum = 0
  return Float64Array.from({ length: vacancies + 1 }, (_, named) => {
    sum += part
    part *= ((vacancies - named) * (a + named)) / ((named + 1) * (b + vacancies - named - 1))
    return sum
  })
}

/**
 * Draws how many vacancies of an employer name the skill, as `drawOwnShare` and `drawCount` do after each other, but from
 * one number and a table for each size: simulations of shares draw billions of employers.
 */
export function createCounts(share: number, correlation: number): (vacancies: number, random: Random) => number {
  const tables: (Float64Array | undefined)[] = []
  return (vacancies, random) => {
    const table = (tables[vacancies] ??= countsUpTo(vacancies, share, correlation))
    const part = random()
    let [low, high] = [0, vacancies]
    while (low < high) {
      const middle = (low + high) >> 1
      if (part < (table[middle] ?? 1)) high = middle
      else low = middle + 1
    }
    return low
  }
}
