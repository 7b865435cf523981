/**
 * A prefix tree over symbols, packed as a double array (Aoe 1989): the child of a state by a symbol stands at the base of
 * the state plus the symbol, if the check of that cell names the state. Four bytes a state instead of a row of all
 * symbols, so that the trees of all rules stay in the processor's cache together.
 */
export interface PrefixTree {
  /** By state: its base in the upper half, its check in the lower. State 0 is the root. */
  cells: Int32Array
}

const checkBits = 16
const checkMask = (1 << checkBits) - 1
/** The check of a free cell. */
const free = checkMask

/** The child of a state by a symbol, or 0. */
export function childOf(cells: Int32Array, state: number, symbol: number): number {
  const child = ((cells[state] ?? 0) >>> checkBits) + symbol
  return ((cells[child] ?? free) & checkMask) === state ? child : 0
}

/** More than the symbols of any alphabet. */
const widestRow = 64
/** How far a place for a row is sought before the search is moved on for all. */
const mostTries = 32

const isFree = (cells: Int32Array, base: number, symbols: readonly number[]): boolean => {
  for (const symbol of symbols) if ((cells[base + symbol] ?? free) !== free) return false
  return true
}

/** Collects words of symbols before they are packed. */
export class PrefixTreeBuilder {
  private readonly children: Map<number, number>[] = [new Map()]

  /** Adds a word. @returns the number of the node at which it ends. */
  add(word: Iterable<number>): number {
    let node = 0
    for (const symbol of word) {
      const row = this.children[node]
      let child = row?.get(symbol)
      if (child === undefined) {
        child = this.children.push(new Map()) - 1
        row?.set(symbol, child)
      }
      node = child
    }
    return node
  }

  /**
   * Packs the tree, a branch at a time, so that the states of a word stand close together.
   * @returns the tree and the state of every node.
   * @throws Error when there are more states than a check can name.
   */
  pack(): PrefixTree & { states: Int32Array } {
    const states = new Int32Array(this.children.length)
    let cells = new Int32Array(2 * this.children.length + widestRow).fill(free)
    const waiting = [0]
    let end = 1
    let firstFree = widestRow
    // Gaps before it are left to nodes of one child, so that no row is tried everywhere.
    let firstForRows = 1
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const row = this.children[node]
      if (row === undefined || row.size === 0) continue
      while (cells[firstFree] !== free) firstFree++
      const symbols = [...row.keys()]
      const first = row.size === 1 ? firstFree - (symbols[0] ?? 0) : firstForRows
      let base = first
      while (!isFree(cells, base, symbols)) base++
      if (row.size > 1 && base - first > mostTries) firstForRows = base
      if (base + 2 * widestRow > cells.length) cells = grown(cells)
      const state = states[node] ?? 0
      cells[state] = (base << checkBits) | ((cells[state] ?? 0) & checkMask)
      for (const [symbol, child] of row) {
        cells[base + symbol] = state
        states[child] = base + symbol
        end = Math.max(end, base + symbol + 1)
        waiting.push(child)
      }
    }
    if (end > free) throw new Error('tagger: a prefix tree of too many states')
    return { cells: cells.slice(0, end), states }
  }
}

function grown(cells: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * cells.length).fill(free)
  more.set(cells)
  return more
}
