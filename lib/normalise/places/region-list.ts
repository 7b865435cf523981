/** ISO 3166-2 subdivisions that stand behind a city's name in postings: code, then name and other spellings. */
export const subdivisionLines = `
US-AL: Alabama, Ala.
US-AK: Alaska
US-AZ: Arizona, Ariz.
US-AR: Arkansas
US-CA: California, Calif., Cali
US-CO: Colorado, Colo.
US-CT: Connecticut, Conn.
US-DE: Delaware
US-DC: District of Columbia
US-FL: Florida, Fla.
US-GA: Georgia
US-HI: Hawaii
US-ID: Idaho
US-IL: Illinois
US-IN: Indiana
US-IA: Iowa
US-KS: Kansas
US-KY: Kentucky
US-LA: Louisiana
US-ME: Maine
US-MD: Maryland
US-MA: Massachusetts, Massachusets, Massachussetts, Mass.
US-MI: Michigan, Mich.
US-MN: Minnesota, Minn.
US-MS: Mississippi
US-MO: Missouri
US-MT: Montana
US-NE: Nebraska
US-NV: Nevada
US-NH: New Hampshire
US-NJ: New Jersey
US-NM: New Mexico
US-NY: New York State
US-NC: North Carolina
US-ND: North Dakota
US-OH: Ohio
US-OK: Oklahoma
US-OR: Oregon
US-PA: Pennsylvania
US-RI: Rhode Island
US-SC: South Carolina
US-SD: South Dakota
US-TN: Tennessee
US-TX: Texas
US-UT: Utah
US-VT: Vermont
US-VA: Virginia
US-WA: Washington State, Washington
US-WV: West Virginia
US-WI: Wisconsin
US-WY: Wyoming
CA-ON: Ontario
CA-BC: British Columbia, B.C.
CA-QC: Quebec, Québec
CA-AB: Alberta
CA-MB: Manitoba
CA-NS: Nova Scotia
CA-NB: New Brunswick
CA-SK: Saskatchewan
CA-NL: Newfoundland
CA-PE: Prince Edward Island
AU-NSW: New South Wales
AU-VIC: Victoria
AU-QLD: Queensland
AU-WA: Western Australia
AU-SA: South Australia
AU-TAS: Tasmania
AU-ACT: Australian Capital Territory
GB-ENG: England
GB-SCT: Scotland
GB-WLS: Wales
GB-NIR: Northern Ireland
`

/** Other spellings of countries; ISO alpha-2, then the names. Names of fewer than four letters need capitals. */
export const countryAliasLines = `
US: US, U.S., USA, U.S.A., United States, United States of America, the States, U.S.-based, America, Continental US, CONUS, Contiguous US, Stateside
GB: UK, U.K., GB, United Kingdom, Great Britain, Britain
NL: Netherlands, The Netherlands, Holland, Nederland
DE: Deutschland, GER
AT: Österreich
CH: Schweiz, Suisse, Svizzera, Switz.
ES: España, Espana
IT: Italia
SE: Sverige
NO: Norge
DK: Danmark
FI: Suomi
PL: Polska
CZ: Czech Republic, Czechia
BE: Belgique, België
BR: Brasil
RU: Russia
KR: South Korea, Korea
VN: Vietnam, Viet Nam
TW: Taiwan
TR: Turkey, Türkiye
AE: UAE, U.A.E., United Arab Emirates
CA: CAN, Canadian, Canadia
MX: México, MEX
IE: Republic of Ireland, Éire
MK: Macedonia, North Macedonia
BA: Bosnia
MD: Moldova
IR: Iran
SY: Syria
TZ: Tanzania
VE: Venezuela
BO: Bolivia
LA: Laos
BN: Brunei
NZ: NZ, N.Z.
AU: AUS
SA: Saudi, KSA
ZA: RSA
HK: Hong Kong SAR
PS: Palestine
CI: Ivory Coast
CV: Cape Verde
SG: SG
IL: ISR
JP: Nippon
IN: Bharat
`

/** Areas of several countries, and what they mean by LABELLING.md. An empty list: worldwide or too wide to name. */
export const areaLines = `
EU: EU, E.U., European Union, Europe, European, EMEA, EEA, EU-based, Western Europe, Central Europe, Eastern Europe, Northern Europe, Southern Europe, Schengen, CEE, CET, CEST, EET, EEST, WET, GMT, UTC, BST, UTC+1, UTC+2, Central European Time, European time, European timezone, European timezones, European time zone, European time zones, EU timezone, EU timezones
US CA: North America, North American, NA only, NORAM, NAMER, US & Canada
US: US timezone, US timezones, US time zone, US time zones, American timezones, EST, EDT, PST, PDT, CST, MST, Eastern Time, Pacific Time, Central Time, Mountain Time, US Eastern, US Pacific, ET timezone, PT timezone
AT CH DE: DACH, D-A-CH
BE LU NL: Benelux
DK FI IS NO SE: Nordics, Nordic, Nordic countries
DK NO SE: Scandinavia
EE LT LV: Baltics
AU NZ: ANZ
GB IE: British Isles, UKI, UK&I
ES PT: Iberia, Iberian Peninsula
-: worldwide, world wide, world-wide, worldwide remote, global, globally, anywhere, anywhere in the world, any location, any timezone, any time zone, planet earth, the world
-: LATAM, Latin America, South America, Americas, APAC, Asia, Asia Pacific, Africa, Middle East, MENA, Oceania, Central America, Southeast Asia, South East Asia, SE Asia
`
