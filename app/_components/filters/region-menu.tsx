'use client'

import { useState } from 'react'
import { ChoiceMenu, ChoiceOptions } from '@/app/_components/filters/choice-menu'
import { type Choice, joinChosen } from '@/app/_components/filters/choices'

interface RegionMenuProps {
  choices: readonly Choice[]
  chosen: readonly string[]
  onChange: (code: string, isChosen: boolean) => void
}

/** Regions by number of vacancies, the chosen ones first, with a box that narrows the list by name or code. */
export function RegionMenu({ choices, chosen, onChange }: RegionMenuProps) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const nameOf = (code: string) => choices.find((choice) => choice.value === code)?.name ?? code
  const fits = (choice: Choice) =>
    chosen.includes(choice.value) || choice.name.toLowerCase().includes(wanted) || choice.value.toLowerCase() === wanted
  const unlisted = chosen.filter((code) => !choices.some((choice) => choice.value === code))
  const listed = [...unlisted.map((code) => ({ value: code, name: code })), ...choices.filter(fits)]
  const ordered = listed.toSorted((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)))
  return (
    <ChoiceMenu label="Region" value={joinChosen(chosen.map(nameOf), 'everywhere')}>
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
        }}
        placeholder="Country or state"
        aria-label="Find a region"
        className="field needs-script mb-2"
      />
      <ChoiceOptions name="region" kind="checkbox" choices={ordered} chosen={chosen} onChange={onChange} />
      {ordered.length === 0 && <p className="text-quiet">No region of that name has vacancies.</p>}
    </ChoiceMenu>
  )
}
