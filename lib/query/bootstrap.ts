/** One employer's part of a share. */
export interface ClusterCount {
  vacancies: number
  named: number
}

/**
 * 95 % interval of a share by drawing employers with replacement (cluster bootstrap: Efron 1979, Annals of Statistics 7,
 * 1–26; Davison and Hinkley 1997, section 3.8), between the percentiles of the draws. Slow and without assumptions: what
 * the interval of lib/query/statistics is compared with.
 * @param random numbers from 0 to 1
 */
export function bootstrapShare(
  employers: readonly ClusterCount[],
  { draws, random }: { draws: number; random: () => number },
): { low: number; high: number } {
  const m = employers.length
  if (m === 0) throw new RangeError('a bootstrap needs an employer to draw')
  const shares = Float64Array.from({ length: draws }, () => {
    let vacancies = 0
    let named = 0
    for (let drawn = 0; drawn < m; drawn += 1) {
      const employer = employers[Math.floor(random() * m)]
      vacancies += employer?.vacancies ?? 0
      named += employer?.named ?? 0
    }
    return vacancies === 0 ? 0 : named / vacancies
  }).toSorted()
  const at = (part: number) => shares[Math.min(draws - 1, Math.max(0, Math.round(part * (draws - 1))))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}
