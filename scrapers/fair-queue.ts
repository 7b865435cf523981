interface Line<Task> {
  waiting: Task[]
  underWay: number
  spentMs: number
}

const isPresent = ({ waiting, underWay }: Line<unknown>): boolean => waiting.length + underWay > 0

/**
 * Tasks of several kinds, given out so that kinds which wait at the same time get the same time of whoever works on them,
 * be their tasks many and small or few and large: next is the oldest task of the kind that has had least (start-time fair
 * queueing; Goyal, Vin, Cheng 1996).
 */
export class FairQueue<Kind extends string, Task extends { kind: Kind }> {
  private readonly lines = new Map<Kind, Line<Task>>()
  /** Virtual time: what comes now has had as much, so that it has nothing to catch up on and nobody waits for it to. */
  private reachedMs = 0

  /** Whether a task of the kind waits or is under way. */
  holds(kind: Kind): boolean {
    const line = this.lines.get(kind)
    return line !== undefined && isPresent(line)
  }

  get hasWaiting(): boolean {
    return [...this.lines.values()].some(({ waiting }) => waiting.length > 0)
  }

  add(task: Task): void {
    const line = this.lines.get(task.kind) ?? { waiting: [], underWay: 0, spentMs: 0 }
    if (!isPresent(line)) line.spentMs = Math.max(line.spentMs, this.reachedMs)
    line.waiting.push(task)
    this.lines.set(task.kind, line)
  }

  /** Takes out the next task; undefined when none waits. Tell its end to `settle`. */
  take(): Task | undefined {
    const lines = [...this.lines.values()].filter(({ waiting }) => waiting.length > 0)
    const next = lines.toSorted((one, other) => one.spentMs - other.spentMs)[0]
    if (next === undefined) return undefined
    this.reachedMs = Math.max(this.reachedMs, next.spentMs)
    next.underWay += 1
    return next.waiting.shift()
  }

  /** A task that was taken out has ended, and took so many milliseconds of work. */
  settle(kind: Kind, ms: number): void {
    const line = this.lines.get(kind)
    if (line === undefined) throw new Error(`no task of ${kind} was taken out`)
    line.underWay -= 1
    line.spentMs += ms
    const lines = [...this.lines.values()]
    if (!lines.some(isPresent)) this.reachedMs = Math.max(...lines.map(({ spentMs }) => spentMs))
  }
}
