import type { Level } from '@/lib/domain/skill'

/** How a level is called on a badge. */
export const levelWords: Record<Level, string> = { required: 'required', preferred: 'a plus', mentioned: 'mentioned' }

const edges: Record<Level, string> = {
  required: 'border-ink',
  preferred: 'border-rule-strong border-dashed',
  mentioned: 'border-rule-strong border-dotted',
}

/** How strongly a skill is asked for; the edge says it a second time. */
export const LevelBadge = ({ level }: { level: Level }) => (
  <span className={`border px-1.5 text-small whitespace-nowrap ${edges[level]}`}>{levelWords[level]}</span>
)
