/** Where the part of 95 % intervals that hold the truth should lie. */
export const [least, most] = [0.93, 0.97]

/** A part that was measured on so many samples. */
export interface Measured {
  covered: number
  samples: number
}

export type Verdict = 'inside' | 'below' | 'above' | 'undecided'

/** Standard errors from a border at which a cell is decided: one of 370 on the border itself would be by chance. */
const certainty = 3

/** On which side of a border a part lies, by the score test: 1, -1, or 0 when the samples do not tell. */
function sideOf({ covered, samples }: Measured, border: number): number {
  const distance = covered - border
  return Math.abs(distance) > certainty * Math.sqrt((border * (1 - border)) / samples) ? Math.sign(distance) : 0
}

/** Whether the part lies within the borders, beyond one of them, or too near to one for the samples to tell. */
export function verdictOf(measured: Measured): Verdict {
  const [low, high] = [sideOf(measured, least), sideOf(measured, most)]
  if (low < 0) return 'below'
  if (high > 0) return 'above'
  return low > 0 && high < 0 ? 'inside' : 'undecided'
}

/**
 * Draws so many samples, and as long as they do not tell on which side of a border the part lies, as many again, up to
 * the most.
 * @param draw draws one sample; whether it holds the truth
 */
export function drawUntilSettled(
  draw: () => boolean,
  { samples, mostSamples }: { samples: number; mostSamples: number },
): Measured {
  let [held, drawn] = [0, 0]
  for (let until = samples; ; until = Math.min(2 * drawn, mostSamples)) {
    for (; drawn < until; drawn += 1) if (draw()) held += 1
    const measured = { covered: held / drawn, samples: drawn }
    if (drawn >= mostSamples || verdictOf(measured) !== 'undecided') return measured
  }
}
