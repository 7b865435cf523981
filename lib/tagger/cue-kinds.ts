import { abilityBefore, backdrop, describes, needBefore, wishBefore } from '@/lib/tagger/level-cues'
import { createPatternIndex, type PatternIndex } from '@/lib/tagger/pattern-index'
import { signs } from '@/lib/tagger/pattern-openings'

/** Kinds of cues that are found in the one pass over a text, as bits: where none is, its rules need not look. */
export const cueKind = {
  wish: 1,
  need: 2,
  ability: 4,
  description: 8,
  backdrop: 16,
  /** A wish or a need said behind the names. */
  after: 32,
  refusal: 64,
  legacy: 128,
  choice: 256,
  /** A sentence that speaks of what another listed. */
  reference: 512,
  /** Companies that may be named before it is said what they are. */
  company: 1024,
  /** Words of French rules. */
  french: 2048,
} as const

/** How the words of `wishAfter` and `needAfter` begin: a word that is added there has to be added here. */
const after =
  'plus|bonus|encouraged|come in handy|comes in handy|wouldn|advantage|asset|prefer|desir|beneficial|help|useful|welcome|appreciated|valued|nice|would be|is (?:nice|great|good|awesome|ideal|cool)|are (?:nice|great|good|awesome|ideal|cool)|a (?:big |huge )?perk|optional|not |von vorteil|wünschenswert|ein plus|hilfreich|erwünscht|meriterande|ett |en fördel|önskvärt|a (?:big |huge )?[+]|goes a|considered|un |appréciée|souhaitée|essential|necessary|needed|vital|key|must|required|mandatory|requirement|erforderlich|vorausgesetzt|notwendig|zwingend|krävs|requis|exigé|indispensable'

const deep = 6

export const cueIndex: PatternIndex = createPatternIndex(
  [
    { bit: cueKind.wish, source: wishBefore.source },
    { bit: cueKind.need, source: needBefore.source },
    { bit: cueKind.ability, source: abilityBefore.source },
    { bit: cueKind.description, source: describes.source },
    { bit: cueKind.backdrop, source: backdrop.source },
    { bit: cueKind.after, source: after },
    { bit: cueKind.refusal, source: "not |no |['’]t |cannot |dont " },
    { bit: cueKind.legacy, source: 'migrat|legacy|mov(?:e|ing) |port(?:ing)? from|transition' },
    {
      bit: cueKind.choice,
      source: String.raw`one of|any of|at least one|either|one or more|and/or|(?:or|oder|eller|ou)[\s,/(:.;)"“'-]`,
    },
    { bit: cueKind.reference, source: 'these|those|the above|this |our (?:tech(?:nology)? )?stack|our technologies' },
    { bit: cueKind.company, source: 'customers|clients|investors|backers|partners|users|advisors' },
    { bit: cueKind.french, source: 'partenaire|vers ' },
  ],
  { depth: deep, alphabet: signs, step: 1 },
)

/** What the sieve has to let through for all of them. */
export const cueOpenings: readonly number[][] = [...cueIndex.openings].map((opening) =>
  [...opening].map((symbol) => symbol.charCodeAt(0)),
)
