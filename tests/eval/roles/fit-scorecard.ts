// Multinomial logistic regression with an L2 penalty (Bishop 2006, section 4.3.4), fitted by accelerated gradient descent
// (Nesterov 1983): deterministic, and small enough for a plain loop.

/** A labelled example: places of its grounds, and its class. */
export interface Example {
  grounds: readonly number[]
  label: number
}

export interface Fit {
  intercept: Float64Array
  /** Class by class within each ground. */
  weights: Float64Array
}

const penalty = 10
const mostSteps = 2_000
const smallestMove = 1e-6

/** Probabilities of the classes of an example, into `into`. */
function predict({ intercept, weights }: Fit, { grounds }: Example, into: Float64Array): void {
  const classes = into.length
  into.set(intercept)
  for (const ground of grounds)
    for (let at = 0; at < classes; at += 1) into[at] = (into[at] ?? 0) + (weights[ground * classes + at] ?? 0)
  const highest = Math.max(...into)
  let sum = 0
  for (let at = 0; at < classes; at += 1) sum += into[at] = Math.exp((into[at] ?? 0) - highest)
  for (let at = 0; at < classes; at += 1) into[at] = (into[at] ?? 0) / sum
}

/** A bound of the curvature: half of the largest eigenvalue of the grounds' second moments, by power iteration. */
function findCurvature(examples: readonly Example[], groundCount: number): number {
  let vector = new Float64Array(groundCount).fill(1)
  let largest = 1
  for (let turn = 0; turn < 30; turn += 1) {
    const product = new Float64Array(groundCount)
    for (const { grounds } of examples) {
      let sum = 1
      for (const ground of grounds) sum += vector[ground] ?? 0
      for (const ground of grounds) product[ground] = (product[ground] ?? 0) + sum
    }
    largest = Math.hypot(...product)
    vector = product.map((value) => value / largest)
  }
  return largest / 2 + examples.length / 2 + penalty
}

/** Fits weights of `groundCount` grounds for `classCount` classes. */
export function fitScorecard(examples: readonly Example[], groundCount: number, classCount: number): Fit {
  const rate = 1 / findCurvature(examples, groundCount)
  const fit: Fit = { intercept: new Float64Array(classCount), weights: new Float64Array(groundCount * classCount) }
  const ahead: Fit = { intercept: fit.intercept.slice(), weights: fit.weights.slice() }
  const shares = new Float64Array(classCount)
  let [momentum, moved] = [1, Infinity]
  for (let step = 0; step < mostSteps && moved > smallestMove; step += 1) {
    const slope = ahead.weights.map((weight) => penalty * weight)
    const slopeOfAll = new Float64Array(classCount)
    for (const example of examples) {
      predict(ahead, example, shares)
      shares[example.label] = (shares[example.label] ?? 0) - 1
      for (let at = 0; at < classCount; at += 1) slopeOfAll[at] = (slopeOfAll[at] ?? 0) + (shares[at] ?? 0)
      for (const ground of example.grounds)
        for (let at = 0; at < classCount; at += 1)
          slope[ground * classCount + at] = (slope[ground * classCount + at] ?? 0) + (shares[at] ?? 0)
    }
    const next = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2
    const reach = (momentum - 1) / next
    momentum = next
    moved = 0
    const move = (own: Float64Array, own_ahead: Float64Array, own_slope: Float64Array): void => {
      for (let at = 0; at < own.length; at += 1) {
        const before = own[at] ?? 0
        const after = (own_ahead[at] ?? 0) - rate * (own_slope[at] ?? 0)
        moved = Math.max(moved, Math.abs(after - before))
        own[at] = after
        own_ahead[at] = after + reach * (after - before)
      }
    }
    move(fit.weights, ahead.weights, slope)
    move(fit.intercept, ahead.intercept, slopeOfAll)
  }
  return fit
}

/** The likeliest class. */
export function decide(fit: Fit, example: Example): number {
  const shares = new Float64Array(fit.intercept.length)
  predict(fit, example, shares)
  return shares.indexOf(Math.max(...shares))
}
