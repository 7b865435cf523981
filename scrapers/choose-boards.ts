export interface Candidate {
  sourceId: string
  slug: string
  /** Host that it asks. */
  host: string
  /** Boards of this host that may be queued at once. */
  hostLimit: number
}

/**
 * Boards to queue now: sources in turn, the longest due of each first, of no host more than its limit (those queued
 * already included), so that a host with thousands of boards leaves the workers to the others.
 * @param candidates due boards, the longest due of each source first.
 */
export function chooseBoards<Board extends Candidate>(
  candidates: readonly Board[],
  queued: readonly { host: string }[],
  mostQueued: number,
): Board[] {
  const ofHost = new Map<string, number>()
  for (const { host } of queued) ofHost.set(host, (ofHost.get(host) ?? 0) + 1)
  const rows = new Map<string, Board[]>()
  for (const board of candidates) rows.set(board.sourceId, [...(rows.get(board.sourceId) ?? []), board])
  const chosen: Board[] = []
  const room = mostQueued - queued.length
  const takeFirst = (row: Board[]): Board | undefined => {
    for (let board = row.shift(); board !== undefined; board = row.shift()) {
      const count = ofHost.get(board.host) ?? 0
      if (count >= board.hostLimit) continue
      ofHost.set(board.host, count + 1)
      return board
    }
    return undefined
  }
  while (rows.size > 0 && chosen.length < room) {
    for (const [sourceId, row] of rows) {
      const board = takeFirst(row)
      if (board === undefined) rows.delete(sourceId)
      else if (chosen.length < room) chosen.push(board)
    }
  }
  return chosen
}
