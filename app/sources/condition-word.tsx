import { boardConditionDefinitions, boardConditionNames } from '@/lib/domain/board'
import type { BoardCondition } from '@/lib/domain/board'

const toLookAt: readonly BoardCondition[] = ['held', 'failing', 'parked']

/** How a board stands, as a word; what a person should look at is set off by weight, never by colour alone. */
export function ConditionWord({ condition }: { condition: BoardCondition }) {
  return (
    <span
      title={boardConditionDefinitions[condition]}
      className={toLookAt.includes(condition) ? 'font-semibold' : 'text-quiet'}
    >
      {boardConditionNames[condition]}
    </span>
  )
}
