/** Codes that are words in capitals: they count only next to a city that lies there. */
export const wordyCodes: ReadonlySet<string> = new Set(
  'IN OR ME OK HI OH SO NO IT IS AT BE TO AM DO MY AS VC QA PM ML AI BI CI CD TV IO CTO AND ARE'.split(' '),
)

/** States that a bare code means wherever it stands in a field. */
export const bareStates: ReadonlySet<string> = new Set('MA TX WA NJ VA FL NC GA MN CT UT AZ NY'.split(' '))

/** Words in capitals before a state or a country that are no city of that name. */
export const notCities: ReadonlySet<string> = new Set(
  (
    'remote onsite hybrid full time visa senior the or and in developer engineer office ' +
    'central east west north south downtown located location based lead home'
  ).split(' '),
)

/** Names of a few capitals that a field may also write small: "sf", "remote (eu)". */
export const smallShortNames: ReadonlySet<string> = new Set('sf nyc usa uk eu la dc emea hk cet'.split(' '))
