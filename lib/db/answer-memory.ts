/** Least recently used entries go first. */
function createLru<Value>(limit: number): {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
} {
  const entries = new Map<string, Value>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.set(key, value)
      const [oldest] = entries.keys()
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest)
    },
  }
}

/** Answers to a question at a data version; made by `answer` when they are not known yet. */
export type AnswerMemory<Result> = (question: string, version: number, answer: () => Promise<Result>) => Promise<Result>

/**
 * Keeps the newest `limit` answers. A question asked again while its answer is made waits for that one;
 * an answer is kept under the version it was read from, which may be newer than the one asked for; a
 * failed one is never kept.
 */
export function createAnswerMemory<Result>(
  limit: number,
  versionOf: (result: Result) => number | null,
): AnswerMemory<Result> {
  const known = createLru<Result>(limit)
  const pending = new Map<string, Promise<Result>>()
  return async (question, version, answer) => {
    const key = (id: number) => `${id} ${question}`
    const found = known.get(key(version))
    if (found !== undefined) return found
    const running = pending.get(key(version))
    if (running !== undefined) return running
    const started = answer()
    pending.set(key(version), started)
    try {
      const result = await started
      known.set(key(versionOf(result) ?? version), result)
      return result
    } finally {
      pending.delete(key(version))
    }
  }
}
