// Words of titles that name another field than server-side work, by family. Plain alternatives, compiled once.

/** Families that a developer of server-side technology may cover as well: "React/Rails developer". */
const frontEnd =
  'front[\\s-]{0,2}ends?|front(?= ?-?(?:engineer|developer))|fe(?= (?:engineer|developer|dev)s?\\b)|ui|ux|user interfaces?|' +
  'react(?:\\.?js)?|angular(?:\\.?js)?|vue(?:\\.?js)?|ember(?:\\.?js)?|css|html5?|client(?:[- ]side)?(?= (?:software |web )?(?:engineer|developer)s?\\b)'

const mobile =
  'ios|iphone|ipad|os ?x|android|mobile|react[ -]native|flutter|swift|objective[- ]?c|macos|mac(?= (?:engineer|developer)s?\\b)'

const operations =
  'dev[\\s-]?(?:sec)?ops|development operations|(?:dev)?sec[\\s-]?ops|(?:sys|tech) ?ops|sres?|site reliability|(?<!distributed )systems? (?:admin\\w*|engineer\\w*)|' +
  'sysadmins?|sys ?admin\\w*|production engineer\\w*|(?:build|release|deployment)(?: and \\w+)? engineer\\w*|it (?:engineer|specialist|support|manager|admin\\w*)'

/** Where a software engineer may work on services all the same: the text decides. */
const area =
  'infrastructure|infra|cloud|growth|operations|ops|security|solutions?|customer|support|sales|marketing|content|community|finance|' +
  'legal|business|trad(?:er|ing)|quant\\w*|blockchain|protocol|network(?:ing)?|reliability|automation|analytics|success|account|' +
  'talent|recruit\\w*|manufacturing|process|controls?|hr|seo|field|implementation|salesforce|shopify|iot|performance|integrations?|tooling|privacy|safety'

const data =
  '(?<!distributed )data(?!bases?)|databases?(?= (?:engineer|developer|architect|admin\\w*|programmer|analyst)s?\\b)|db (?:developer|engineer|admin\\w*)|machine[- ]learning|ml|mlops|a\\.?i\\.?(?![- ](?:native|powered|first|assisted))|deep learning|' +
  'computer vision|perception|nlp|scientists?|research(?:er|ers)?|scientific|r ?& ?d|bioinformatics?|analysts?|dbas?|bi|etl|hadoop(?= (?:engineer|developer)s?\\b)|algorithms?|visualizations?|image processing|imaging'

const hardware =
  'asic|silicon(?! valley)|vlsi|rtl|analog|embedded|firmware|hardware|electrical|electronics?|mechanical|mechatronics?|fpga|robotics?|rf|flight|avionics|autonomy|' +
  'simulation|biolog\\w*|chem\\w*|materials?|optical|civil|structural|nuclear|(?:audio|video)(?= engineer)|vr|ar|3d|desktop|games?|gameplay|graphics|unity|unreal|gpu|' +
  '(?<!database )kernel|compilers?|driver|webgl|sdk|electron|technicians?|zendesk|servicenow|workday|netsuite|sap'

const quality =
  'qa|quality|test(?:er|ers|ing)?(?![ -]driven)|sdets?|pentest\\w*|qualitätssicherung|(?:cyber|app|info)-?sec(?:urity)?|cryptograph\\w*|reverse engineer\\w*'

const business =
  'designers?|(?<!software )design|writer|recruiters?|product (?:manager|owner|lead|management|marketing|designer)s?|(?:project|program) manager|managers?|directors?|vps?|vice president|head|chief|ct[o0]|' +
  'cpo|ceo|coo|cfo|advocates?|evangelists?|relations|devrel|consultants?|consulting(?= engineer)|(?:technical|professional|customer) services|forward[- ]deployed|presales|biz ?dev|business development|general counsel|accountant|editor|teacher|instructor|' +
  '(?:teaching |executive |office |personal )?assistants?|mentors?|advis[eo]rs?|tutors?|trainers?|apprentices?|wranglers?|representatives?|coordinators?|strategists?|artists?|producers?|vertrieb\\w*|database administrator|escalation|documentation|curriculum'

const anyOf = (families: readonly string[]): RegExp => new RegExp(`\\b(?:${families.join('|')})\\b`, 'i')

/** Any other field than server-side software. */
export const otherFields = anyOf([frontEnd, mobile, operations, area, data, hardware, quality, business])

/** Fields that make even a "software engineer" something else. */
export const firmFields = anyOf([frontEnd, mobile, operations, data, hardware, quality, business])

export const frontEndFields = anyOf([frontEnd])

/** All but front-end work: with these a technology is a tool of another job ("Django data scientist"). */
export const foreignFields = anyOf([mobile, operations, data, hardware, quality, business])
