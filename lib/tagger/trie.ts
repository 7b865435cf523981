import { joiner, noSymbol, symbols, underscore } from '@/lib/tagger/characters'
import { type PrefixTree, PrefixTreeBuilder } from '@/lib/tagger/prefix-tree'

/** The names as a prefix tree. */
export interface Trie extends PrefixTree {
  /** Number of the name that ends at a state, plus one; 0 is none. */
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
  const builder = new PrefixTreeBuilder()
  const endOf = new Map<number, number>()
  const names: number[][] = []
  aliases.forEach((alias, aliasIndex) => {
    for (const spelling of spellings(alias)) {
      const node = builder.add(spelling)
      const known = endOf.get(node)
      if (known === undefined) endOf.set(node, names.push([aliasIndex]) - 1)
      else if (!names[known]?.includes(aliasIndex)) names[known]?.push(aliasIndex)
    }
  })
  const { cells, states } = builder.pack()
  const ends = new Uint16Array(cells.length)
  for (const [node, name] of endOf) ends[states[node] ?? 0] = name + 1
  return { trie: { cells, ends }, names }
}
