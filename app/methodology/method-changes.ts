/** A change of a formula by which figures are counted: it moves what old addresses show, since those keep facts, not formulas. */
interface MethodChange {
  /** Day (UTC) since which pages, files and addresses of old versions follow it. */
  since: `${number}-${number}-${number}`
  /** What is told of the change: which figures, how they were made and how they are. */
  what: string
  /** How much it moves, as measured over the recorded Hacker News threads of 2011 to May 2024 on the day of the change. */
  moves: string
}

/**
 * Changes of method, the newest first. tests/unit/app/method-changes.test.ts holds what the formulas give on fixed inputs,
 * and asks for an entry when it changes.
 */
export const methodChanges: readonly [MethodChange, ...MethodChange[]] = [
  {
    since: '2026-11-30',
    what: 'The interval of the blur index’s mean, and of a mean in claims: Student’s quantile has as many degrees of freedom as for shares, half of the fewer of Kish’s employers behind all vacancies and behind the families named, less one. Before it had all of the former less one: of the recorded employers drawn anew the interval held the mean in 87 to 94 of 100 samples. Means are as they were.',
    moves:
      'Intervals become wider: by month 6 % in the middle case, 2 to 49 % in all (most in the first years), by year 2 % in the middle and 1 to 10 in all; of the first months of 2024 the mean of 0.58 families has 0.40 to 0.76 instead of 0.41 to 0.75. No verdict of a shipped claim moves.',
  },
  {
    since: '2026-11-30',
    what: 'Trends of movers: a second test, whose units are employers and not months (Cochran and Armitage, clustered), must find the trend too, and the larger p-value is the one that is adjusted. Before, the test of Mann and Kendall stood alone, with Hamed and Rao’s correction for months that depend on each other, and called up to a third of skills without a trend one where employers post the same text for years. Its p-value, Sen’s slope and all shares are as they were; files have the second p-value beside it.',
    moves:
      'Of the 112 skills among the movers 50 have a trend instead of 64: 33 rise instead of 47, and the same 17 fall. The fourteen are named by 2 to 23 vacancies of the last 12 months (C#, RocksDB, SQLAlchemy, AWS Lambda, CloudFormation and others). No share, change, interval or verdict of a claim moves.',
  },
  {
    since: '2026-11-30',
    what: 'P-values of trends: the normal distribution is exact to the twelfth digit; it was off by up to a ten-millionth of the p-value.',
    moves:
      'Of the 112 skills among the movers one p-value changes in its sixth decimal, by 1; no trend and no verdict changes.',
  },
  {
    since: '2026-11-30',
    what: 'Intervals of shares, and of changes made from them: half an effective vacancy is added on either side of the odds, and where fewer than five effective vacancies decide, nₑ p (1 − p) < 5, each end is the farther of log-odds and Wilson’s. Before, nothing was added, and log-odds stood alone from 0.5 on. Counts, shares and effective sizes are as they were.',
    moves:
      'Ends of the six ops families of the last 12 months lie 0.07 to 0.25 points higher (Kubernetes: 7.7 to 17.6 % instead of 7.6 to 17.4 %). By month the lower end moves by 0.12 points in the middle case and the upper one by 0.26; 19 of 20 move by at most 0.42 and 0.83. Most move the upper ends of skills that hardly anyone names: up to 2.8 points, downwards.',
  },
]
