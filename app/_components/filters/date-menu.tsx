'use client'

import { ChoiceMenu } from '@/app/_components/filters/choice-menu'
import { describeRange } from '@/app/_components/filters/filter-words'
import { addMonths, isMonth, type Month } from '@/lib/domain/month'

interface DateMenuProps {
  /** First and last month with data; null before any. */
  bounds: { from: Month | null; to: Month | null }
  from: Month | null
  to: Month | null
  onChange: (range: { from: Month | null; to: Month | null }) => void
}

/** First and last month of the figures, with the usual spans a press away. */
export function DateMenu({ bounds, from, to, onChange }: DateMenuProps) {
  const spans =
    bounds.to === null
      ? []
      : [1, 3, 5].map((years) => ({ years, from: addMonths(bounds.to ?? '2000-01', 1 - years * 12) }))
  const accept = (edge: 'from' | 'to', text: string) => {
    const month = isMonth(text) ? text : null
    if (month === null && text !== '') return
    const range = edge === 'from' ? { from: month, to } : { from, to: month }
    if (range.from === null || range.to === null || range.from <= range.to) onChange(range)
  }
  return (
    <ChoiceMenu label="Dates" value={describeRange(from, to)}>
      <div className="needs-script mb-2 flex flex-wrap gap-1.5">
        <button
          type="button"
          className="button"
          aria-pressed={from === null && to === null}
          onClick={() => onChange({ from: null, to: null })}
        >
          All dates
        </button>
        {spans.map((span) => (
          <button
            key={span.years}
            type="button"
            className="button"
            aria-pressed={from === span.from && to === null}
            onClick={() => onChange({ from: span.from, to: null })}
          >
            {span.years === 1 ? 'Last year' : `Last ${span.years} years`}
          </button>
        ))}
      </div>
      {(['from', 'to'] as const).map((edge) => (
        <label key={`${edge}:${from ?? ''}:${to ?? ''}`} className="mt-1 flex items-center gap-2">
          <span className="w-12">{edge === 'from' ? 'From' : 'To'}</span>
          <input
            type="month"
            name={edge}
            className="field"
            placeholder="YYYY-MM"
            min={bounds.from ?? undefined}
            max={bounds.to ?? undefined}
            defaultValue={(edge === 'from' ? from : to) ?? ''}
            onBlur={(event) => accept(edge, event.target.value)}
          />
        </label>
      ))}
    </ChoiceMenu>
  )
}
