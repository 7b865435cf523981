/** ISO 3166-1 codes of the 27 member states of the European Union since February 2020. */
export const euMemberStates: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** Codes that stand for a region in facts: the Union takes in its member states. */
export const expandRegion = (code: string): readonly string[] => (code === 'EU' ? ['EU', ...euMemberStates] : [code])

/** The first country in the order of codes, '' where there is none; the Union is none. */
export function firstCountry(regions: readonly string[]): string {
  let first = ''
  for (const code of regions) if (code.length === 2 && code !== 'EU' && (first === '' || code < first)) first = code
  return first
}
