// Words of titles that name another field than server-side work, by family. Plain alternatives, compiled once.

/** Families that a developer of server-side technology may cover as well: "React/Rails developer". */
const frontEnd = 'front[\\s-]{0,2}ends?|ui|ux|react(?:\\.?js)?|angular(?:\\.?js)?|vue(?:\\.?js)?|css|html5?'

const mobile = 'ios|iphone|ipad|os ?x|macos|android|mobile|react[ -]native|flutter|swift'

const operations =
  'dev[\\s-]?(?:sec)?ops|sres?|site reliability|(?<!distributed )systems? (?:admin\\w*|engineer\\w*)|sys ?admin\\w*|' +
  '(?:build|release|production) engineer\\w*|it (?:engineer|specialist|support|manager|admin\\w*)'

/** Where a software engineer may work on services all the same: the text decides. */
const area =
  'infrastructure|infra|cloud|growth|operations|ops|security|solutions?|customer|support|sales|marketing|content|finance|' +
  'legal|business|quant\\w*|blockchain|protocol|network(?:ing)?|reliability|automation|analytics|success|' +
  'talent|recruit\\w*|manufacturing|hr|seo|field|implementation|salesforce|iot|performance|privacy|safety'

const data =
  '(?<!distributed )data(?!bases?)|machine[- ]learning|ml|mlops|a\\.?i\\.?(?![- ](?:native|powered|first))|deep learning|' +
  'computer vision|nlp|scientists?|research(?:er|ers)?|scientific|analysts?|dbas?|bi|etl|hadoop|algorithms?'

const hardware =
  'asic|vlsi|rtl|analog|embedded|firmware|hardware|electrical|mechanical|fpga|robotics?|rf|flight|simulation|biolog\\w*|' +
  'civil|vr|ar|3d|desktop|games?|graphics|unity|unreal|gpu|kernel|compilers?|driver|webgl|sdk|technicians?|sap'

const quality = 'qa|quality|test(?:er|ers|ing)?(?![ -]driven)|sdets?|reverse engineer\\w*'

const business =
  'designers?|writer|recruiters?|product (?:owner|lead|management|marketing)|managers?|directors?|vps?|vice president|head|' +
  'chief|c[etofp]o|advocates?|evangelists?|devrel|consultants?|consulting|technical services|forward[- ]deployed|' +
  'editor|teacher|tutors?|assistants?|representatives?|coordinators?'

const anyOf = (families: readonly string[]): RegExp => new RegExp(`\\b(?:${families.join('|')})\\b`, 'i')

/** Any other field than server-side software. */
export const otherFields = anyOf([frontEnd, mobile, operations, area, data, hardware, quality, business])

/** Fields that make even a "software engineer" something else. */
export const firmFields = anyOf([frontEnd, mobile, operations, data, hardware, quality, business])

export const frontEndFields = anyOf([frontEnd])

/** All but front-end work: with these a technology is a tool of another job ("Django data scientist"). */
export const foreignFields = anyOf([mobile, operations, data, hardware, quality, business])
