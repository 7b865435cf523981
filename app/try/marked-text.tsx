import type { NameDecision } from '@/lib/domain/reading'
import { decisionWords } from '@/app/try/reading-words'
import { leadOf, type TextPart, toTextParts } from '@/app/try/text-parts'

interface MarkedTextProps {
  text: string
  decisions: readonly NameDecision[]
  /** Anchor of the row that explains a decision. */
  rowOf: ReadonlyMap<NameDecision, string>
  /** Told when a name comes under the pointer or the keyboard, and null when it leaves. */
  onActive: (decisions: readonly NameDecision[] | null) => void
}

function Name({ part, rowOf, onActive }: { part: TextPart } & Pick<MarkedTextProps, 'rowOf' | 'onActive'>) {
  const lead = leadOf(part.decisions)
  if (lead === undefined) return part.text
  const isRefused = lead.level === null
  return (
    <a
      href={`#${rowOf.get(lead) ?? ''}`}
      className="name"
      data-family={lead.family ?? undefined}
      data-level={lead.level ?? 'refused'}
      onPointerEnter={() => onActive(part.decisions)}
      onPointerLeave={() => onActive(null)}
      onFocus={() => onActive(part.decisions)}
      onBlur={() => onActive(null)}
    >
      {isRefused ? <s>{part.text}</s> : <mark>{part.text}</mark>}
      <span className="sr-only"> ({part.decisions.map(decisionWords).join('. ')})</span>
    </a>
  )
}

/** A text with every name marked in the hue of its family and linked to why it counts or not. */
export function MarkedText({ text, decisions, rowOf, onActive }: MarkedTextProps) {
  return toTextParts(text, decisions).map((part) => (
    <Name key={part.start} part={part} rowOf={rowOf} onActive={onActive} />
  ))
}
