/**
 * Cities that postings name without saying where they are, reviewed by hand: the line's code is what the bare
 * name means to a reader of tech job ads (Portland is Oregon, Birmingham is England). Another city of the same
 * name needs its state or country next to it, which always wins over this table. `a=b`: a is written for b.
 * Names that are everyday words (Mobile, Nice, Reading, Split) are left out on purpose.
 */
export const cityLines = `
US-CA: San Francisco, SF=San Francisco, S.F.=San Francisco, SFO=San Francisco, San Fran=San Francisco, SOMA=San Francisco, SoMa SF=San Francisco, San Francisco Bay Area=, SF Bay Area=, SF Bay=, Bay Area=, South Bay=, East Bay=, North Bay=, Silicon Valley=, Silicon Beach=, Southern California=, SoCal=, Northern California=, NorCal=, Orange County=, Los Angeles, LA=Los Angeles, L.A.=Los Angeles, Greater Los Angeles=Los Angeles, Palo Alto, Mountain View, Menlo Park, Redwood City, Redwood Shores=Redwood City, San Mateo, San Jose, Santa Clara, Sunnyvale, Cupertino, Oakland, Berkeley, Emeryville, Fremont, Foster City, Burlingame, South San Francisco, South SF=South San Francisco, San Bruno, San Carlos, Brisbane CA=Brisbane, Milpitas, Pleasanton, San Ramon, Walnut Creek, Los Gatos, Los Altos, Campbell CA=Campbell, Sausalito, San Rafael, Mill Valley, Santa Rosa, Santa Cruz, Santa Monica, Venice Beach=Los Angeles, Venice CA=Los Angeles, Culver City, Playa Vista=Los Angeles, Hollywood=Los Angeles, West Hollywood, Marina del Rey, El Segundo, Manhattan Beach, Redondo Beach, Hermosa Beach, Hawthorne CA=Hawthorne, Long Beach, Torrance, Burbank, Glendale, Pasadena, Irvine, Costa Mesa, Newport Beach, Aliso Viejo, Anaheim, San Diego, La Jolla=San Diego, Carlsbad, San Luis Obispo, SLO=San Luis Obispo, Santa Barbara, Goleta, Ventura, Thousand Oaks, Westlake Village, Calabasas, Sherman Oaks=Los Angeles, Encino=Los Angeles, Sacramento, Davis CA=Davis, Fresno, Alameda, Petaluma, Half Moon Bay, Malibu, Folsom, Bakersfield, Riverside CA=Riverside, Agoura Hills, Hayward, Livermore
US-NY: New York, New York City=New York, NYC=New York, N.Y.C.=New York, NY=, N.Y.=, Greater New York=New York, Manhattan=New York, Brooklyn, Queens=New York, Bronx=New York, SoHo=New York, Union Square NYC=New York, Flatiron=New York, Midtown=New York, Tribeca=New York, Williamsburg=Brooklyn, DUMBO=Brooklyn, Upstate New York=, Long Island=, White Plains, Ithaca, Rochester NY=Rochester, Buffalo, Syracuse, Albany, Saratoga Springs, Yonkers, Tarrytown, Binghamton, Poughkeepsie
US-MA: Boston, Greater Boston=Boston, Cambridge, Harvard Square=Cambridge, Kendall Square=Cambridge, Central Square=Cambridge, Davis Square=Somerville, Somerville, Waltham, Burlington MA=Burlington, Watertown MA=Watertown, Newton MA=Newton, Woburn, Framingham, Marlborough, Andover, Lowell, Worcester, Quincy MA=Quincy, Bedford MA=Bedford, Billerica, Westborough, Natick, Needham, Amherst, Northampton, Newburyport
US-WA: Seattle, Greater Seattle=Seattle, Bellevue, Redmond, Kirkland, Bothell, Spokane, Tacoma, Bellingham, Issaquah, Everett, Renton, Pioneer Square=Seattle
US-OR: Portland, Beaverton, Hillsboro, Eugene, Corvallis, Lake Oswego
US-TX: Austin, ATX=Austin, Dallas, DFW=, Fort Worth, Houston, San Antonio, Plano, Irving TX=Irving, Round Rock, Richardson TX=Richardson, Frisco TX=Frisco, El Paso, College Station, The Woodlands, Addison TX=Addison, Southlake, McKinney, Denton
US-IL: Chicago, Chicagoland=Chicago, Evanston, Champaign, Urbana, Urbana-Champaign=Champaign, Champaign-Urbana=Champaign, Naperville, Schaumburg, Deerfield IL=Deerfield, Skokie, Peoria
US-CO: Denver, Boulder, Fort Collins, Colorado Springs, Broomfield, Louisville CO=Louisville, Longmont, Greenwood Village, Golden CO=Golden, Westminster CO=Westminster, Lakewood CO=Lakewood
US-DC: Washington DC=Washington, Washington D.C.=Washington, DC=Washington, D.C.=Washington, Washington District of Columbia=Washington, DC Metro=Washington, DC area=, DMV area=, Georgetown DC=Washington
US-VA: Arlington, Rosslyn=Arlington, Ballston=Arlington, Alexandria VA=Alexandria, Reston, Herndon, McLean, Tysons=, Tysons Corner=, Fairfax, Northern Virginia=, NoVA=, Richmond, Charlottesville, Chantilly, Ashburn, Blacksburg, Norfolk VA=Norfolk, Virginia Beach, Leesburg, Vienna VA=Vienna, Roanoke
US-MD: Baltimore, Bethesda, Rockville, Silver Spring, Columbia MD=Columbia, Annapolis, Gaithersburg, College Park, Germantown, Annapolis Junction, Fort Meade
US-PA: Philadelphia, Philly=Philadelphia, Pittsburgh, King of Prussia, Conshohocken, Bethlehem PA=Bethlehem, Malvern PA=Malvern, State College, Wayne PA=Wayne, Lancaster PA=Lancaster
US-NJ: Jersey City, Hoboken, Newark, Princeton, Edison NJ=Edison, Murray Hill, Mahwah, Piscataway, Parsippany, Cherry Hill
US-CT: Stamford, Greenwich CT=Greenwich, New Haven, Hartford, Norwalk, Westport CT=Westport, Darien
US-GA: Atlanta, ATL=Atlanta, Alpharetta, Savannah, Athens GA=Athens, Roswell GA=Roswell
US-NC: Raleigh, Durham, RTP=Durham, Research Triangle=, Research Triangle Park=Durham, Raleigh-Durham=Raleigh, Chapel Hill, Charlotte, Cary, Asheville, Greensboro, Winston-Salem, Morrisville NC=Morrisville
US-SC: Charleston, Greenville SC=Greenville
US-FL: Miami, South Florida=, Orlando, Tampa, Tampa Bay=Tampa, Jacksonville, Fort Lauderdale, Ft. Lauderdale=Fort Lauderdale, Boca Raton, West Palm Beach, Gainesville, Sarasota, Melbourne FL=Melbourne, Tallahassee, St. Petersburg FL=Saint Petersburg, Naples FL=Naples, Clearwater, Coral Gables, Delray Beach
US-MI: Detroit, Ann Arbor, Grand Rapids, Troy MI=Troy, Lansing, Southfield, Kalamazoo
US-MN: Minneapolis, Saint Paul, St. Paul=Saint Paul, Twin Cities=Minneapolis, Minneapolis-St. Paul=Minneapolis, Eden Prairie, Duluth, Rochester MN=Rochester
US-WI: Madison, Milwaukee, Verona WI=Verona
US-OH: Columbus, Cincinnati, Cleveland, Dayton, Akron, Toledo OH=Toledo
US-IN: Indianapolis, Indy=Indianapolis, Bloomington IN=Bloomington, West Lafayette, Fort Wayne, Carmel IN=Carmel
US-MO: St. Louis, Saint Louis=St. Louis, St Louis=St. Louis, Kansas City, Springfield MO=Springfield
US-KS: Overland Park, Wichita, Lenexa
US-NE: Omaha
US-IA: Des Moines, Iowa City, Ames, Cedar Rapids
US-TN: Nashville, Memphis, Knoxville, Chattanooga, Oak Ridge TN=Oak Ridge
US-KY: Louisville, Lexington KY=Lexington
US-AL: Huntsville, Birmingham AL=Birmingham, Montgomery AL=Montgomery
US-LA: New Orleans, Baton Rouge, NOLA=New Orleans
US-AZ: Phoenix, Scottsdale, Tempe, Tucson, Chandler AZ=Chandler, Mesa AZ=Mesa, Gilbert AZ=Gilbert
US-NM: Albuquerque, Santa Fe, Los Alamos
US-NV: Las Vegas, Reno, Henderson NV=Henderson
US-UT: Salt Lake City, SLC=Salt Lake City, Salt Lake=Salt Lake City, Provo, Lehi, Orem, Sandy UT=Sandy, Draper UT=Draper, Park City, Silicon Slopes=, St. George UT=Saint George, Ogden, American Fork, Logan UT=Logan
US-ID: Boise
US-MT: Bozeman, Missoula
US-OK: Oklahoma City, OKC=Oklahoma City, Tulsa
US-AR: Little Rock, Bentonville, Fayetteville AR=Fayetteville
US-HI: Honolulu, Maui=
US-AK: Anchorage
US-NH: Manchester NH=Manchester, Nashua, Portsmouth NH=Portsmouth, Hanover NH=Hanover
US-RI: Providence
US-ME: Portland ME=Portland
US-VT: Burlington VT=Burlington
US-DE: Wilmington DE=Wilmington
US-ND: Fargo
US-SD: Sioux Falls
US-MS: Starkville
US: Pacific Northwest=, PNW=, New England=, Midwest=, West Coast=, East Coast=, Tri-State Area=
CA-ON: Toronto, GTA=Toronto, Greater Toronto Area=Toronto, Downtown Toronto=Toronto, Ottawa, Waterloo, Kitchener, Kitchener-Waterloo=Kitchener, Waterloo Ontario=Waterloo, Mississauga, Markham, Hamilton Ontario=Hamilton, Guelph, Oakville, Kanata=Ottawa, Brampton
CA-BC: Vancouver, Vancouver BC=Vancouver, Burnaby, Kelowna, Victoria BC=Victoria, Surrey BC=Surrey, Richmond BC=Richmond
CA-QC: Montreal, Montréal=Montréal, Montreal=Montréal, Quebec City=Québec, Laval QC=Laval, Gatineau, Sherbrooke
CA-AB: Calgary, Edmonton
CA-NS: Halifax
CA-NB: Fredericton, Moncton
CA-MB: Winnipeg
CA-SK: Saskatoon, Regina SK=Regina
CA-NL: St. John's NL=St. John's
GB-ENG: London, Cambridge, Greater London=London, Central London=London, East London=London, Shoreditch=London, Old Street=London, Soho London=London, Canary Wharf=London, King's Cross=London, Farringdon=London, Hammersmith=London, Croydon, Manchester, Bristol, Oxford, Oxfordshire=, Brighton, Leeds, Sheffield, Liverpool, Birmingham, Nottingham, Leicester, Newcastle upon Tyne, Newcastle=Newcastle upon Tyne, York UK=York, Southampton, Portsmouth, Guildford, Reading UK=Reading, Milton Keynes, Cheltenham, Gloucester, Exeter, Plymouth, Norwich, Coventry, Warwick UK=Warwick, Bath UK=Bath, Bournemouth, Winchester UK=Winchester, Cambridgeshire=, Surrey=, Slough, Maidenhead, Stevenage, St Albans, Leamington Spa, Watford, Thames Valley=, Hertfordshire=, Cheshire=, Swindon, Ipswich, Harwell, Abingdon
GB-SCT: Edinburgh, Glasgow, Dundee, Aberdeen, St Andrews
GB-WLS: Cardiff, Swansea
GB-NIR: Belfast
IE: Dublin, Cork Ireland=Cork, Galway, Limerick
DE-BE: Berlin, Kreuzberg=Berlin, Berlin-Kreuzberg=Berlin, Berlin Mitte=Berlin, Berlin-Mitte=Berlin, Prenzlauer Berg=Berlin
DE-BY: Munich, München=Munich, Muenchen=Munich, Nuremberg, Nürnberg=Nuremberg, Nuernberg=Nuremberg, Erlangen, Augsburg, Regensburg, Würzburg, Garching, Ingolstadt, Bavaria=, Bayern=, Passau, Starnberg, Unterföhring, Ismaning
DE-HH: Hamburg
DE-HE: Frankfurt=Frankfurt am Main, Frankfurt am Main, Darmstadt, Wiesbaden, Kassel
DE-NW: Cologne, Köln=Cologne, Koeln=Cologne, Düsseldorf, Duesseldorf=Düsseldorf, Bonn, Aachen, Dortmund, Münster, Muenster=Münster, Bielefeld, Paderborn, Bochum, Wuppertal, Duisburg
DE-BW: Stuttgart, Karlsruhe, Heidelberg, Mannheim, Freiburg, Konstanz, Tübingen, Ulm, Walldorf, Ludwigsburg, Sindelfingen, Heilbronn
DE-SN: Dresden, Leipzig, Chemnitz
DE-RP: Mainz, Kaiserslautern, Koblenz
DE-NI: Hannover, Hanover=Hannover, Braunschweig, Göttingen, Osnabrück, Oldenburg, Wolfsburg
DE-BB: Potsdam
DE-HB: Bremen
DE-SL: Saarbrücken
DE-TH: Jena, Erfurt
DE-SH: Kiel, Lübeck
DE-ST: Magdeburg
AT: Vienna, Wien=Vienna, Graz, Linz, Salzburg, Innsbruck
AT-4: Hagenberg
AT-2: Klagenfurt
CH: Zurich=Zürich, Zürich, Zuerich=Zürich, Geneva, Genève=Geneva, Lausanne, Basel, Bern, Zug, Winterthur, Lugano, St. Gallen=Sankt Gallen, EPFL=Lausanne, Neuchâtel, Fribourg
CH-LU: Lucerne
FR: Paris, Paris area=Paris, Île-de-France=, Ile de France=, Lyon, Grenoble, Toulouse, Sophia Antipolis, Sophia-Antipolis, Bordeaux, Nantes, Lille, Marseille, Montpellier, Strasbourg, Rennes, Aix-en-Provence, Levallois-Perret, Saint-Denis, Issy-les-Moulineaux, Boulogne-Billancourt, Clermont-Ferrand, Annecy, Cannes, Vannes, Caen, Niort
NL: Amsterdam, Rotterdam, The Hague, Den Haag=The Hague, Utrecht, Eindhoven, Delft, Leiden, Groningen, Haarlem, Hilversum, Nijmegen, Arnhem, Enschede, Den Bosch='s-Hertogenbosch, Amersfoort, Hoofddorp, Zwolle, Breda, Veldhoven, Maastricht, Tilburg, Randstad=
NL-NH: Schiphol
BE: Brussels, Bruxelles=Brussels, Brussel=Brussels, Antwerp, Antwerpen=Antwerp, Leuven, Louvain-la-Neuve, Liège, Mechelen, Hasselt
BE-VLG: Ghent, Gent=Ghent, Bruges
LU: Luxembourg City=Luxembourg
ES: Madrid, Barcelona, BCN=Barcelona, Valencia, Malaga=Málaga, Málaga, Seville=Sevilla, Sevilla, Bilbao, Zaragoza, Mallorca=, Alicante, Granada, Tenerife=, Canary Islands=, Gran Canaria=, A Coruña, Vigo
ES-CT: Sant Cugat
ES-CN: Las Palmas
ES-IB: Palma de Mallorca
ES-PV: San Sebastian, San Sebastián
PT: Lisbon, Lisboa=Lisbon, Porto, Oporto=Porto, Braga, Coimbra, Aveiro, Madeira=, Funchal, Leiria
IT: Milan, Milano=Milan, Rome, Roma=Rome, Turin, Torino=Turin, Bologna, Florence, Firenze=Florence, Pisa, Trento, Naples, Napoli=Naples, Venice, Verona, Genoa, Genova=Genoa, Modena, Trieste, Treviso, Bolzano, Catania, Cagliari, Palermo
IT-34: Padova
SE: Stockholm, Gothenburg, Göteborg=Gothenburg, Goteborg=Gothenburg, Malmö, Malmo=Malmö, Uppsala, Lund, Linköping, Umeå, Luleå, Örebro, Norrköping, Västerås, Solna, Kista=Stockholm, Helsingborg, Jönköping, Karlskrona
NO: Oslo, Bergen, Trondheim, Stavanger, Tromsø
DK: Copenhagen, København=Copenhagen, Kobenhavn=Copenhagen, Odense, Aalborg
DK-84: Lyngby
DK-82: Aarhus, Århus=Aarhus
FI: Helsinki, Espoo, Tampere, Turku, Oulu, Jyväskylä, Vantaa
IS: Reykjavik=Reykjavík, Reykjavík
EE: Tallinn, Tartu
LV: Riga
LT: Vilnius, Kaunas
PL: Warsaw, Warszawa=Warsaw, Krakow=Kraków, Kraków, Cracow=Kraków, Wroclaw=Wrocław, Wrocław, Gdansk=Gdańsk, Gdańsk, Poznan=Poznań, Poznań, Lodz=Łódź, Łódź, Katowice, Gdynia, Lublin, Szczecin, Sopot, Gliwice, Rzeszów, Białystok, Tricity Poland=
CZ: Prague, Praha=Prague, Brno, Ostrava
CZ-32: Plzeň
SK: Bratislava, Košice, Kosice=Košice, Žilina
HU: Budapest, Szeged, Debrecen
RO: Bucharest, Bucuresti=Bucharest, București=Bucharest, Cluj=Cluj-Napoca, Cluj-Napoca, Timisoara=Timișoara, Timișoara, Iasi=Iași, Iași, Brasov=Brașov, Sibiu
BG: Sofia, Plovdiv, Varna
GR: Athens, Thessaloniki, Crete=
GR-G: Patras
GR-M: Heraklion
CY: Nicosia, Limassol, Larnaca
MT: Valletta, Sliema
HR: Zagreb, Rijeka, Osijek
SI: Ljubljana, Maribor
RS: Belgrade, Beograd=Belgrade, Novi Sad, Niš
BA: Sarajevo
MK: Skopje
AL: Tirana
UA: Kyiv, Kiev=Kyiv, Lviv, Kharkiv, Odesa, Dnipro
UA-05: Vinnytsia
UA-23: Zaporizhzhia
UA-51: Odessa
BY: Minsk
MD: Chisinau=Chişinău
RU: Moscow, St. Petersburg=Saint Petersburg, Saint Petersburg, Saint-Petersburg=Saint Petersburg, St Petersburg=Saint Petersburg, Novosibirsk, Kazan, Yekaterinburg
RU-TA: Innopolis
RU-NIZ: Nizhny Novgorod
TR: Istanbul, Ankara, Izmir=İzmir
GE: Tbilisi, Batumi
AM: Yerevan
AZ: Baku
KZ: Almaty, Astana
UZ: Tashkent
IL: Tel Aviv, Tel-Aviv=Tel Aviv, TLV=Tel Aviv, Jerusalem, Haifa, Herzliya, Herzeliya=Herzliya, Ramat Gan, Raanana, Ra'anana=Raanana, Hod Hasharon, Netanya, Beer Sheva=Beersheba, Rehovot, Kfar Saba
IL-Z: Yokneam
IL-M: Petah Tikva
AE: Dubai, Abu Dhabi, Sharjah
SA: Riyadh, Jeddah
QA: Doha
KW: Kuwait City
BH: Manama
JO: Amman
LB: Beirut
EG: Cairo, Alexandria EG=Alexandria
MA: Casablanca, Rabat
TN: Tunis
NG: Lagos, Abuja
KE: Nairobi
GH: Accra
RW: Kigali
UG: Kampala
TZ: Dar es Salaam
ET: Addis Ababa
SN: Dakar
ZA: Cape Town, Johannesburg, Joburg=Johannesburg, Pretoria, Durban, Stellenbosch, Centurion SA=Centurion, Gauteng=, Western Cape=
ZA-GP: Sandton
MU: Mauritius Ebene=Ebene
IN: Bangalore=Bengaluru, Bengaluru, Banglore=Bengaluru, Bangalore/Bengaluru=Bengaluru, BLR=Bengaluru, Mumbai, Bombay=Mumbai, Delhi, New Delhi, Delhi NCR=Delhi, NCR=, Noida, Hyderabad, Chennai, Pune, Kolkata, Ahmedabad, Jaipur, Kochi, Cochin=Kochi, Trivandrum=Thiruvananthapuram, Thiruvananthapuram, Coimbatore, Indore, Goa=, Nagpur, Vadodara, Bhubaneswar, Mysore, Surat, Lucknow
IN-HR: Gurgaon, Gurugram=Gurgaon
IN-CH: Chandigarh
PK: Lahore, Karachi, Islamabad, Rawalpindi
BD: Dhaka
LK: Colombo
NP: Kathmandu
SG: Singapore
MY: Kuala Lumpur, KL=Kuala Lumpur, Penang=, Cyberjaya, Petaling Jaya
ID: Jakarta, Bali=, Yogyakarta
ID-JI: Surabaya
ID-JB: Bandung
TH: Bangkok, Chiang Mai, Phuket
VN: Ho Chi Minh City, HCMC=Ho Chi Minh City, Ho Chi Minh=Ho Chi Minh City, Saigon=Ho Chi Minh City, Hanoi, Ha Noi=Hanoi, Da Nang, Danang=Da Nang
PH: Manila, Metro Manila=Manila, Cebu=Cebu City, Cebu City, Taguig, Quezon City, BGC Taguig=Taguig, Davao
PH-00: Makati
KH: Phnom Penh
MM: Yangon
CN: Shanghai, Beijing, Shenzhen, Guangzhou, Hangzhou, Chengdu, Nanjing, Wuhan, Xiamen, Dalian, Tianjin
CN-JS: Suzhou
HK: Hong Kong, HK=Hong Kong, Kowloon
TW: Taipei, Hsinchu, Kaohsiung, Taichung
JP: Tokyo, Osaka, Kyoto, Fukuoka, Shibuya=Tokyo, Roppongi=Tokyo, Nagoya, Sapporo, Kobe, Okinawa=
JP-14: Yokohama
KR: Seoul, Busan, Pangyo=, Seongnam
AU-NSW: Sydney, Newcastle NSW=Newcastle, Wollongong
AU-VIC: Melbourne
AU-QLD: Brisbane, Gold Coast, Sunshine Coast
AU-WA: Perth
AU-SA: Adelaide
AU-ACT: Canberra
AU-TAS: Hobart
NZ: Auckland, Wellington, Christchurch, Dunedin, Queenstown, Tauranga
MX: Mexico City, CDMX=Mexico City, Ciudad de Mexico=Mexico City, Guadalajara, Tijuana, Querétaro, Queretaro=Querétaro, Cancun=Cancún, Playa del Carmen
MX-PUE: Puebla
MX-YUC: Merida=Mérida
MX-NLE: Monterrey
BR: São Paulo, Sao Paulo=São Paulo, Rio de Janeiro, Rio=Rio de Janeiro, Belo Horizonte, Porto Alegre, Curitiba, Recife, Florianópolis, Florianopolis=Florianópolis, Brasilia=Brasília, Fortaleza, Salvador BR=Salvador
BR-SP: Campinas
AR: Buenos Aires, Córdoba, Rosario, Mendoza, La Plata, Bahía Blanca
CL: Santiago, Santiago de Chile=Santiago, Valparaíso, Valparaiso=Valparaíso
CO: Bogota=Bogotá, Bogotá, Bogota D.C.=Bogotá, Medellin=Medellín, Medellín, Cali Colombia=Cali, Barranquilla
PE: Lima
UY: Montevideo
EC: Quito, Guayaquil
VE: Caracas
BO: La Paz
PY: Asunción
CR-SJ: Costa Rica San Jose=San José
PA: Panama City
GT: Guatemala City
DO: Santo Domingo
PR: San Juan
BM: Bermuda Hamilton=Hamilton
GI: Gibraltar
JE: St Helier
`
