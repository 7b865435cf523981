import { foldedWords } from '@/lib/vacancy/words'

/** Words that say how, where or for whom, and nothing of the job: contracts, kinds of remote work, marks of gender. */
const asides = new Set(
  (
    'a an the and or of for in at to with our us as on we is are remote remotely hybrid onsite full part time fulltime parttime ' +
    'permanent contract contractor freelance temporary f m w d x v h mf fm mfd mwd mfx mwx fmd wmd all genders gn div divers ' +
    'visa intern internship new job role position opening hiring urgent'
  ).split(' '),
)
/** Part of the asides that tell jobs apart all the same. */
const kept = new Set(['intern', 'internship'])

/** Words that nearly every title in software has; two jobs that share only these share nothing. */
const commonWords = new Set(
  (
    'engineer engineers engineering developer developers dev devs programmer programmers software development senior sr junior jr mid ' +
    'middle level levels lead principal staff experienced multiple various several roles positions team teams s er ers 1 2 3 4 5 i ii iii iv'
  ).split(' '),
)

/** Words for a level, in the languages that boards are read in most: a title with another one is another job. */
const levelWords = new Set(
  (
    'intern internship trainee stage stagiaire alternance praktikum werkstudent junior jr debutant débutant mid middle senior sr ' +
    'experienced expérimenté experimente confirmé confirme lead principal staff head chief director vp i ii iii iv v 1 2 3 4 5'
  ).split(' '),
)

const requisition = /^\p{N}{4,}$/u

/**
 * What a title given by a source says of the job, as sorted words without repeats: no places of the posting, no asides, no
 * requisition numbers. Equal for one job offered in two cities; differs for another specialty, seniority or team.
 */
export function titleCore(title: string, placeWords: ReadonlySet<string>): string {
  const words = foldedWords(title).filter(
    (word) => !placeWords.has(word) && (!asides.has(word) || kept.has(word)) && !requisition.test(word),
  )
  return [...new Set(words)].toSorted().join(' ')
}

const wordsOf = (core: string): string[] => (core === '' ? [] : core.split(' '))

/**
 * Whether one core holds all the words of the other, and what it adds is no level: "Product Manager" and "E-commerce Product
 * Manager", but not "Backend Engineer" and "Frontend Engineer", nor "Engineer" and "Senior Engineer".
 */
export function isRefinement(left: string, right: string): boolean {
  const [few, many] = [new Set(wordsOf(left)), new Set(wordsOf(right))].toSorted((a, b) => a.size - b.size)
  if (few === undefined || many === undefined || few.size === 0) return false
  return [...few].every((word) => many.has(word)) && ![...many].some((word) => !few.has(word) && levelWords.has(word))
}

const joined: [RegExp, string][] = [
  [/\bfront[\s-]?end\b/giu, 'frontend'],
  [/\bback[\s-]?end\b/giu, 'backend'],
  [/\bfull[\s-]?stack\b/giu, 'fullstack'],
  [/\bdev[\s-]?ops\b/giu, 'devops'],
]

/** Titles come by the thousand and are compared with one another: the newest stay. */
const known = new Map<string, ReadonlySet<string>>()
const mostKnown = 10_000

/** Words of a title that was read out of a running text which name a specialty. */
function specialties(title: string): ReadonlySet<string> {
  const found = known.get(title)
  if (found !== undefined) return found
  const written = joined.reduce((text, [pattern, word]) => text.replace(pattern, word), title)
  const words = new Set(foldedWords(written).filter((word) => !asides.has(word) && !commonWords.has(word)))
  if (known.size >= mostKnown) known.clear()
  known.set(title, words)
  return words
}

/**
 * Whether two titles read out of running texts name different jobs: both name a specialty, and share none. An
 * advertisement that lists several jobs is at odds only with one that lists none of them.
 */
export function areAtOdds(left: string, right: string): boolean {
  const words = specialties(left)
  const others = specialties(right)
  return words.size > 0 && others.size > 0 && ![...words].some((word) => others.has(word))
}
