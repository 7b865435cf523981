/** ISO 3166-1 codes of the 27 member states of the European Union since February 2020. */
export const euMemberStates: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
