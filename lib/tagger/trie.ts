import { joiner, noSymbol, symbolBits, symbols, underscore } from '@/lib/tagger/characters'

/** A prefix tree over symbols in one typed array: the row of a node is `node << symbolBits`, 0 is no child. */
export interface Trie {
  next: Uint16Array
  /** Number of the name that ends at a node, plus one; 0 is none. */
  ends: Uint16Array
}

/** Spellings of an alias as symbols: a `~` stands for a joiner, an underscore or nothing. */
function spellings(alias: string): number[][] {
  let variants: number[][] = [[]]
  for (const character of alias) {
    if (character === '~') {
      variants = variants.flatMap((variant) => [variant, [...variant, joiner], [...variant, underscore]])
      continue
    }
    const symbol = symbols[character.charCodeAt(0)] ?? noSymbol
    if (symbol === noSymbol) throw new Error(`taxonomy: “${character}” in “${alias}” cannot be matched`)
    variants = variants.map((variant) => [...variant, symbol])
  }
  return variants
}

/**
 * Builds the tree. Aliases that fold to the same symbols share a name number.
 * @returns the tree and, by name number, the indexes of the aliases that are spelled so.
 */
export function buildTrie(aliases: readonly string[]): { trie: Trie; names: number[][] } {
  const children: Map<number, number>[] = [new Map()]
  const endOf = new Map<number, number>()
  const names: number[][] = []
  aliases.forEach((alias, aliasIndex) => {
    for (const spelling of spellings(alias)) {
      let node = 0
      for (const symbol of spelling) {
        const row = children[node]
        let child = row?.get(symbol)
        if (child === undefined) {
          child = children.length
          children.push(new Map())
          row?.set(symbol, child)
        }
        node = child
      }
      const known = endOf.get(node)
      if (known === undefined) endOf.set(node, names.push([aliasIndex]) - 1)
      else if (!names[known]?.includes(aliasIndex)) names[known]?.push(aliasIndex)
    }
  })
  const next = new Uint16Array(children.length << symbolBits)
  const ends = new Uint16Array(children.length)
  children.forEach((row, node) => {
    for (const [symbol, child] of row) next[(node << symbolBits) + symbol] = child
  })
  for (const [node, name] of endOf) ends[node] = name + 1
  return { trie: { next, ends }, names }
}

const symbolCount = 1 << symbolBits

/**
 * A bit for every three symbols that may open a name, so that most words are left after three looks. Symbols behind
 * a name of one or two are free; a joiner may be repeated.
 */
export function openings({ next, ends }: Trie): Uint8Array {
  const bits = new Uint8Array(symbolCount ** 3 / 8)
  const mark = (first: number, second: number, third: number): void => {
    const key = (first << (2 * symbolBits)) | (second << symbolBits) | third
    bits[key >> 3] = (bits[key >> 3] ?? 0) | (1 << (key & 7))
  }
  const all = Array.from({ length: symbolCount }, (_, symbol) => symbol)
  const childOf = (node: number, symbol: number): number => next[(node << symbolBits) + symbol] ?? 0
  for (const first of all) {
    const one = childOf(0, first)
    if (one === 0) continue
    for (const second of all) {
      const two = childOf(one, second)
      for (const third of all) {
        const goesOn = two !== 0 && (ends[two] !== 0 || childOf(two, third) !== 0 || second === joiner)
        if (ends[one] !== 0 || goesOn) mark(first, second, third)
      }
    }
  }
  return bits
}
