const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)

/**
 * Milliseconds between the starts of two requests to a host (`name` or `name:port`). The wish not to be polite counts
 * only for requests that really go to the loopback interface.
 * @param reroute server that gets the requests instead; null or undefined when there is none.
 */
export function paceOf(
  host: string,
  wish: { minimumDelayMs: number; isPolite: boolean },
  reroute: string | null | undefined,
): number {
  const { hostname } = new URL(reroute ?? `http://${host}`)
  return !wish.isPolite && isLoopback(hostname) ? 0 : wish.minimumDelayMs
}
