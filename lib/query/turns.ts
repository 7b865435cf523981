/** Long work is done in pieces of about so many milliseconds. */
const pieceMs = 5

export type Turns = () => Promise<void>

/**
 * Makes the break between two pieces of a long work: awaited, it lets other readers have their turns where the piece at
 * hand has taken long enough, and goes on at once where it has not.
 */
export function createTurns(): Turns {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < pieceMs) return
    await new Promise<void>((resolve) => void setImmediate(resolve))
    began = performance.now()
  }
}
