/** Thrown when the time is up, and nothing else went wrong before. */
export class TimeUp extends Error {}

/**
 * Runs `task` with a signal that aborts with `signal`, or after `ms`. Nothing stays behind at `signal`, which may live as
 * long as the process: AbortSignal.any leaves some bytes there for every call.
 */
export async function withTimeLimit<T>(
  signal: AbortSignal,
  ms: number,
  task: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const limited = new AbortController()
  const pass = () => limited.abort(signal.reason)
  signal.addEventListener('abort', pass, { once: true })
  const timer = setTimeout(() => limited.abort(new TimeUp()), ms)
  try {
    return await task(limited.signal)
  } catch (error) {
    throw limited.signal.reason instanceof TimeUp ? limited.signal.reason : error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', pass)
  }
}
