/** Long work is done in pieces of about so many milliseconds; what rests after each, in shorter ones. */
const pieceMs = 5
const restingPieceMs = 3

export type Turns = () => Promise<void>

/** A long work that may be left between any two of its steps and gone on with later: nothing that others use is held there. */
export type Steps<T> = Generator<undefined, T, undefined>

let restAfter: (tookMs: number) => number = () => 0

/** Says how long to rest after a piece, in milliseconds, by what it took; 0 for work that only lets others have their turns. */
export function setRest(rest: (tookMs: number) => number): void {
  restAfter = rest
}

let turnBegan: number | null = null

/** When the turn of the event loop began in which this is asked, as far as anybody asked before. */
function beginningOfTurn(): number {
  if (turnBegan === null) {
    turnBegan = performance.now()
    setImmediate(() => {
      turnBegan = null
    })
  }
  return turnBegan
}

/**
 * Makes the break between two pieces of a long work: awaited, it lets other readers have their turns where the piece at
 * hand has taken long enough, and goes on at once where it has not. The first piece began with the turn of the event loop:
 * a page is many short answers, one after the other, with no turn between them.
 */
export function createTurns(): Turns {
  let began = beginningOfTurn()
  // Timers wake up late: what was rested too long is not rested again.
  let rested = 0
  return async () => {
    const ended = performance.now()
    const took = ended - began
    if (took < restingPieceMs) return
    const rest = restAfter(took)
    if (rest === 0 && took < pieceMs) return
    const owed = rest - rested
    await new Promise<void>((resolve) => void (owed > 0 ? setTimeout(resolve, owed) : setImmediate(resolve)))
    began = performance.now()
    rested = Math.min(began - ended - owed, pieceMs)
  }
}

/** Does a work step by step; others have their turns between. Throws what a step throws. */
export async function takeSteps<T>(steps: Steps<T>, takeTurns = createTurns()): Promise<T> {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    await takeTurns()
  }
}

/** The steps of a work, with the milliseconds that they took, others' turns between them left out. */
export function* timeSteps<T>(steps: Steps<T>): Steps<{ value: T; ms: number }> {
  let ms = 0
  for (;;) {
    const began = performance.now()
    const step = steps.next()
    ms += performance.now() - began
    if (step.done === true) return { value: step.value, ms }
    yield
  }
}

/** Does all steps of a work at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
