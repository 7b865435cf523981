/** Bands of the length of a posting's text: a short one names fewer skills, whatever the job asks for. */
export const lengthBands = ['short', 'medium', 'long'] as const
export type LengthBand = (typeof lengthBands)[number]

/** Words of the text in each band, both ends included; null: no end. */
export const wordsOfBand: Record<LengthBand, { from: number; to: number | null }> = {
  short: { from: 0, to: 120 },
  medium: { from: 121, to: 300 },
  long: { from: 301, to: null },
}

export function bandOfWords(words: number): LengthBand {
  const { short, medium } = wordsOfBand
  if (short.to !== null && words <= short.to) return 'short'
  return medium.to !== null && words <= medium.to ? 'medium' : 'long'
}
