import type { ReactNode } from 'react'
import type { Choice } from '@/app/_components/filters/choices'

interface MenuProps {
  /** Name of the filter, spoken before its value. */
  label: string
  /** The value as words of the sentence. */
  value: string
  children: ReactNode
}

/** A word of the sentence that opens its choices. A native disclosure: works before, and without, scripts. */
export function ChoiceMenu({ label, value, children }: MenuProps) {
  return (
    <details name="filter" className="choice-menu">
      <summary>
        <span className="sr-only md:hidden">{label}: </span>
        <span className="text-quiet md:sr-only" aria-hidden="true">
          {label}
        </span>
        <span className="sr-only max-md:hidden">{label}: </span>
        <span className="word">{value}</span>
      </summary>
      <div className="choice-panel">
        <fieldset>
          <legend className="sr-only">{label}</legend>
          {children}
        </fieldset>
      </div>
    </details>
  )
}

interface OptionsProps {
  /** Parameter in the address, so that the form works without scripts too. */
  name: string
  kind: 'radio' | 'checkbox'
  choices: readonly Choice[]
  chosen: readonly string[]
  onChange: (value: string, isChosen: boolean) => void
}

/** Choices of one filter, one or several at a time. */
export function ChoiceOptions({ name, kind, choices, chosen, onChange }: OptionsProps) {
  return (
    <ul>
      {choices.map((choice) => (
        <li key={choice.value}>
          <label className="flex cursor-pointer items-baseline gap-2 py-1.5 md:py-1">
            <input
              type={kind}
              name={name}
              value={choice.value}
              checked={chosen.includes(choice.value)}
              onChange={(event) => onChange(choice.value, event.target.checked)}
              className="accent-ink"
            />
            <span>
              {choice.name}
              {choice.note !== undefined && <span className="text-quiet"> {choice.note}</span>}
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
