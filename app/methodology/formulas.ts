import { leastFreedom } from '@/lib/query/statistics'

/**
 * Every formula that figures are counted by, as the page prints it. The test beside it (tests/unit/app/formulas.test.ts)
 * writes each out again and holds it against the code that counts; a formula without such a check does not compile.
 */
export const formulas = {
  share: 'p = Σ y / Σ n',
  variance: 'v = m / (m − 1) · Σ (y − p n)² / (Σ n)²',
  effectiveSize: 'nₑ = min( p (1 − p) / v, Σ n )',
  kish: 'nₑ = (Σ n)² / Σ n²',
  logOdds: 'ln( a / b ) ± r √( 1 / a + 1 / b ), a = nₑ p + ½, b = nₑ (1 − p) + ½',
  wilson: '( p + r² / 2nₑ ± r √[ p (1 − p) / nₑ + r² / 4nₑ² ] ) / ( 1 + r² / nₑ )',
  reach: 'r = z + (t − z) (1 − nₑ / Σ n)',
  employersBehind: 'k = min( (Σ y)² / Σ y², (Σ (n − y))² / Σ (n − y)² )',
  freedom: `f = max( ${leastFreedom}, (k − 1) / 2 )`,
  student:
    't = z + (z³ + z) / 4f + (5z⁵ + 16z³ + 3z) / 96f² + (3z⁷ + 19z⁵ + 17z³ − 15z) / 384f³ + (79z⁹ + 776z⁷ + 1482z⁵ − 1920z³ − 945z) / 92160f⁴',

  standardised: 'p = Σ W (y / n)',
  votes: 'p = Σ (y / n) / m',
  movedRatio: 'd = (y − p n) / N',
  movedCells: 'd = Σ W (y − p n) / N',
  movedVotes: 'd = (y / n − p) / m',
  movedVariance: 'v = m / (m − 1) · Σ d²',
  correlation: 'ρ = Σ d₁ d₂ / √( Σ d₁² · Σ d₂² )',
  changeLow: 'low = p₂ − p₁ − √[ (p₂ − l₂)² + (u₁ − p₁)² − 2ρ (p₂ − l₂) (u₁ − p₁) ]',
  changeHigh: 'high = p₂ − p₁ + √[ (u₂ − p₂)² + (p₁ − l₁)² − 2ρ (u₂ − p₂) (p₁ − l₁) ]',
  withinCell: 'ΔP = Σ w̄ Δp + Σ Δw (p̄ − P̄) + Σ entered w (p − P̄) − Σ left w (p − P̄)',
  betweenCells: 'Δ = Σ ΔW_source W̄_length P̄ + Σ W̄_source ΔW_length P̄ + Σ W̄ ΔP',

  lift: 'lift = N Σab / ( Σa Σb )',
  movedLift: 'd = ab / Σab − a / Σa − b / Σb + n / N',
  liftInterval: 'lift · exp( ± t √v )',
  meanInterval: 'mean ± t √v, d = Σ (count − mean) / N',

  kendall: 'S = Σ sign( xⱼ − xᵢ ) over all pairs of months i < j',
  kendallScore: 'z = (S ∓ 1) / √( h · [ n (n − 1) (2n + 5) − Σ g (g − 1) (2g + 5) ] / 18 )',
  kendallP: 'p-value = 2 (1 − Φ( |z| ))',
  autocorrelation: 'ρᵢ = Σ (Rₜ − R̄) (Rₜ₊ᵢ − R̄) / Σ (Rₜ − R̄)²',
  stretch: 'h = max( 1, 1 + 2 / (n (n − 1) (n − 2)) · Σ (n − i) (n − i − 1) (n − i − 2) ρᵢ )',
  cochranArmitage: 'T = Σ c y, c = t − Σ t n / Σ n',
  clusteredTrend: 'v = m / (m − 1) · Σ (a − p w)²',
  employerP: 'p-value = 2 (1 − Φ( |T| / √v ))',
  sen: 'slope = median of (xⱼ − xᵢ) / (j − i) over all pairs of months i < j',
  falseDiscovery: 'q₍ᵢ₎ = min( 1, least of p₍ⱼ₎ k / j over j ≥ i )',

  trendSlope: 'b = Σ c p, c = (t − t̄) / Σ (t − t̄)²',
  trendVariance: 'v = m / (m − 1) · Σ u², u = Σ c d',
  satterthwaite: `f = max( ${leastFreedom}, (Σ u²)² / Σ u⁴ )`,

  roleScore: 's(c) = a(c) + Σ w(c) over the grounds that are there; the class c with the highest s',

  jaccard: 'J = |A ∩ B| / |A ∪ B|',
  bands: '1 − (1 − Jʳ)ᵇ',

  precision: 'precision = right / (right + wrong)',
  recall: 'recall = right / (right + missed)',
  f1: 'F1 = 2 right / (2 right + wrong + missed)',
} as const

export type FormulaId = keyof typeof formulas
