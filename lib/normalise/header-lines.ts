/** A header has no more lines than these. */
const mostLines = 6
const longestHeader = 4_000

const audience =
  'there|all|every(?:one|body)|folks|guys|people|friends|colleagues|community|hn|hners?|hacker ?news|y ?combinator|hackers?|devs|developers|engineers|fellow|and|team'

/** "Hi everyone," and "Hello fellow hackers!", alone or before what matters. */
const greeting = new RegExp(
  `^(?:hi|hello|hey|howdy|dear|greetings|good (?:morning|day|afternoon|evening))(?:[ ,]+(?:${audience})\\b)*(?:\\s*[!.,:)–-]+(?=\\s|$)\\s*|$)`,
  'i',
)

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'

/** Lines that say only when or why something is posted. */
const preliminary = new RegExp(
  [
    `^\\W*(?:\\d{1,2}(?:st|nd|rd|th)?\\W+)?${month}(?:\\W+\\d{1,2}(?:st|nd|rd|th)?)?(?:\\W+(?:19|20)\\d\\d)?\\W*$`,
    '^\\W*(?:\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4})\\W*$',
    "^\\W*(?:ask hn\\W+)?who(?:[’']s| is) hiring\\b",
    "^\\W*(?:now |we(?:[’']re| are) )?hiring(?: for)?(?: the following)?(?: (?:roles?|positions?|jobs?|openings?))?[^\\p{L}|]*$",
    '^\\W*hiring without whiteboards\\W*$',
    '^\\W*(?:updated?|edit(?:ed)?|re-?post(?:ed|ing)?)\\b(?:[:\\s]|$)(?!.*\\|)',
  ].join('|'),
  'iu',
)

/** "[HIRING] Acme: …". */
const tag = /^\s*\[hiring\]:?\s*(?=\S)/i

/** The first lines of a posting, as they are asked for, without greetings, dates and notices, which name neither employer nor role. */
export function* readHeaderLines(text: string): Generator<string, undefined> {
  let count = 0
  for (let from = 0; from < Math.min(text.length, longestHeader) && count < mostLines;) {
    const end = text.indexOf('\n', from)
    const to = Math.min(end === -1 ? text.length : end, longestHeader)
    const written = text.slice(from, to).replace(tag, '')
    const line = written.replace(/^[*_#>\s[]+(?=\S)/, '').trim()
    const said = count === 0 ? withoutPreliminaries(line) : line
    if (/[\p{L}\d]/u.test(said)) {
      yield said
      count += 1
    }
    from = to + 1
  }
}

function withoutPreliminaries(line: string): string {
  const said = line.replace(greeting, '')
  return preliminary.test(said) ? '' : said
}
