// Sums over employers that estimates are made from: engines give them, no row has to travel.

/**
 * What the estimate of a share needs, summed over employers E with n_E vacancies in the population,
 * y_E of which name the series. SQL makes these sums; no row has to travel.
 */
export interface ClusterSums {
  /** Σ n_E: vacancies of the population. */
  vacancies: number
  /** Σ y_E: vacancies that name the series. */
  named: number
  /** Σ n_E². */
  sumNN: number
  /** Σ y_E². */
  sumYY: number
  /** Σ y_E·n_E. */
  sumYN: number
  /** Number of employers with n_E > 0. */
  employers: number
}

/** What a lift is estimated from: counts of vacancies, and sums over the employers of the population. */
export interface LiftSums {
  /** Vacancies: all, those that name a, b, and both. */
  vacancies: number
  ofA: number
  ofB: number
  both: number
  /** Employers with vacancies. */
  employers: number
  /** Σ (ab/Σab − a/Σa − b/Σb + n/N)²; 0 where no vacancy names both. */
  squares: number
  /** Σ ab². */
  squaresOfBoth: number
}

/** What the shares of two periods and their difference need, summed over employers; ′ is the later period. */
export interface PairSums {
  before: ClusterSums
  after: ClusterSums
  /** Employers with vacancies in either. */
  employers: number
  /** Σ n·n′, Σ y·n′, Σ n·y′ and Σ y·y′: what employers in both have in common. */
  crossNN: number
  crossYN: number
  crossNY: number
  crossYY: number
}

/**
 * What the trend of a skill needs, summed over the employers of whole months: with c the distance of a month from the mean
 * month of all vacancies, a = Σ c of an employer's vacancies that name the skill, and w = Σ c of all its own.
 */
export interface TrendSums {
  /** Employers with a vacancy in a whole month. */
  employers: number
  /** Σ w². */
  sumWW: number
  /** Σ a². */
  sumAA: number
  /** Σ a·w. */
  sumAW: number
}
