/**
 * First-level divisions that GeoNames calls by another name than ISO 3166-2 (English for the local one, mostly), where
 * both mean the same area; ISO code, then GeoNames' names. Divisions without a match stay without a region.
 */
const lines = `
IE-C: Connacht
AT-9: Vienna
AT-6: Styria
AT-4: Upper Austria
AT-3: Lower Austria
AT-7: Tyrol
AT-2: Carinthia
AT-1: Burgenland
CH-GE: Geneva
CH-BS: Basel-City
CH-BL: Basel-Landschaft
CH-SG: Saint Gallen
CH-LU: Lucerne
FR-NAQ: New Aquitaine
FR-BRE: Brittany
FR-NOR: Normandy
FR-20R: Corsica
NL-NH: North Holland
NL-ZH: South Holland
NL-NB: North Brabant
NL-FR: Friesland
BE-BRU: Brussels Capital
BE-VLG: Flanders
BE-WAL: Wallonia
ES-CT: Catalonia
ES-VC: Valencia
ES-AN: Andalusia
ES-PV: Basque Country
ES-CN: Canary Islands
ES-IB: Balearic Islands
ES-AR: Aragon
ES-CL: Castille and León
ES-CM: Castille-La Mancha
ES-NC: Navarre
PT-11: Lisbon
PT-30: Madeira
PT-20: Azores
IT-25: Lombardy
IT-21: Piedmont
IT-52: Tuscany
IT-32: Trentino-Alto Adige
IT-82: Sicily
IT-88: Sardinia
IT-75: Apulia
IT-36: Friuli Venezia Giulia
IT-23: Aosta Valley
SE-AB: Stockholm
SE-O: Västra Götaland
SE-E: Östergötland
SE-AC: Västerbotten
SE-BD: Norrbotten
SE-U: Västmanland
SE-F: Jönköping
DK-84: Capital Region
DK-83: South Denmark
DK-81: North Denmark
DK-82: Central Jutland
DK-85: Zealand
FI-19: Southwest Finland
FI-14: North Ostrobothnia
FI-08: Central Finland
IS-1: Capital Region
EE-79: Tartu
LT-VL: Vilnius
LT-KU: Kaunas
PL-14: Mazovia
PL-12: Lesser Poland
PL-02: Lower Silesia
PL-22: Pomerania
PL-30: Greater Poland
PL-10: Łódź Voivodeship
PL-24: Silesia
PL-06: Lublin
PL-32: West Pomerania
PL-18: Subcarpathia
PL-20: Podlasie
PL-04: Kujawsko-Pomorskie
PL-28: Warmia-Masuria
PL-08: Lubusz
PL-16: Opole Voivodeship
PL-26: Świętokrzyskie
CZ-10: Prague
CZ-64: South Moravian
CZ-80: Moravian-Silesian Region
CZ-20: Central Bohemia
CZ-32: Plzeň Region
SK-BL: Bratislava Region
SK-KI: Košice Region
SK-ZI: Žilina Region
HU-CS: Csongrád
RO-B: Bucharest
BG-22: Sofia-Capital
GR-I: Attica
GR-B: Central Macedonia
GR-M: Crete
CY-01: Nicosia
CY-02: Limassol
HR-21: Zagreb
HR-08: Primorje-Gorski Kotar
HR-14: County of Osijek-Baranja
UA-46: Lviv
UA-63: Kharkiv
UA-51: Odesa
UA-12: Dnipropetrovsk
UA-30: Kyiv City
UA-32: Kyiv Oblast
BY-HM: Minsk City
RU-MOW: Moscow
RU-SPE: St.-Petersburg
RU-NVS: Novosibirsk Oblast
RU-TA: Tatarstan Republic
RU-SVE: Sverdlovsk Oblast
AM-ER: Yerevan
IL-JM: Jerusalem
IL-HA: Haifa
IL-M: Central District
IL-D: Southern District
IL-TA: Tel Aviv
AE-DU: Dubai
AE-AZ: Abu Dhabi
AE-SH: Sharjah
SA-01: Riyadh Region
SA-02: Mecca Region
QA-DA: Baladiyat ad Dawhah
JO-AM: Amman
LB-BA: Beirut
EG-C: Cairo
EG-ALX: Alexandria
NG-FC: FCT
ET-AA: Addis Ababa
PK-PB: Punjab
BD-C: Dhaka Division
LK-1: Western Province
MY-14: Kuala Lumpur
ID-JK: Jakarta
ID-JB: West Java
ID-JI: East Java
ID-JT: Central Java
TH-10: Bangkok
VN-SG: Ho Chi Minh City (HCMC)
VN-HN: Hanoi
CN-SH: Shanghai
CN-BJ: Beijing
CN-GD: Guangdong
CN-ZJ: Zhejiang
CN-SC: Sichuan
CN-JS: Jiangsu
CN-HB: Hubei
CN-FJ: Fujian
CN-LN: Liaoning
CN-TJ: Tianjin
JP-40: Fukuoka
JP-23: Aichi
KR-11: Seoul
KR-26: Busan
NZ-WGN: Wellington Region
MX-CMX: Mexico City
AR-C: Buenos Aires F.D.
CL-RM: Santiago Metropolitan
CO-DC: Bogota D.C.
VE-A: Distrito Federal
DO-01: Nacional
`

/** GeoNames' name behind its country ("FR Brittany") to the ISO 3166-2 code. */
export const subdivisionExonyms: ReadonlyMap<string, string> = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [code = '', names = ''] = line.split(': ')
      return names.split(', ').map((name) => [`${code.slice(0, 2)} ${name}`, code] as const)
    }),
)
