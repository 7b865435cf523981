'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { ChoiceMenu } from '@/app/_components/filters/choice-menu'
import { joinChosen, type SeriesChoice } from '@/app/_components/filters/choices'
import type { SeriesKey } from '@/lib/query/engine'
import { parseSet } from '@/lib/query/parse-set'
import { describeSet, namesInSet, printSet } from '@/lib/query/set-expression'

/** As many matches as can be read at a glance. */
const mostMatches = 10

/** Matches by how well the words fit: the name itself, its beginning, a word of it, another spelling, anywhere. */
export function findSeries(choices: readonly SeriesChoice[], typed: string): SeriesChoice[] {
  const wanted = typed.trim().toLowerCase()
  const rankOf = (choice: SeriesChoice): number => {
    const name = choice.name.toLowerCase()
    if (name === wanted) return 0
    if (name.startsWith(wanted)) return 1
    if (` ${choice.also} `.includes(` ${wanted} `)) return 2
    if (name.includes(` ${wanted}`)) return 3
    if (name.includes(wanted)) return 4
    return choice.also.includes(wanted) ? 5 : 6
  }
  return choices
    .map((choice) => ({ choice, rank: rankOf(choice) }))
    .filter(({ rank }) => rank < 6)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, mostMatches)
    .map(({ choice }) => choice)
}

/** What is typed as a set (“docker & kubernetes”): one match, or why there is none; null where it is no set. */
export function readTypedSet(
  choices: readonly SeriesChoice[],
  typed: string,
): { choices: SeriesChoice[]; message: string } | null {
  if (!/[&|!()]/u.test(typed)) return null
  const byKey = new Map<string, SeriesChoice>(choices.map((choice) => [choice.key, choice]))
  const skills = new Set([...byKey.keys()].flatMap((key) => (key.startsWith('skill:') ? [key.slice(6)] : [])))
  const parsed = parseSet(typed, skills)
  if (!parsed.ok) return { choices: [], message: `This set cannot be read: ${parsed.message}.` }
  const [first] = namesInSet(parsed.set)
  const family = (first === undefined ? undefined : byKey.get(first)?.family) ?? 'practices'
  const name = describeSet(parsed.set, (key) => byKey.get(key)?.name ?? key)
  return { choices: [{ key: `set:${printSet(parsed.set)}`, name, family, also: '' }], message: '' }
}

interface SeriesPickerProps {
  choices: readonly SeriesChoice[]
  chosen: readonly SeriesKey[]
  onChange: (chosen: SeriesKey[]) => void
}

const splitKey = (key: SeriesKey) => ({ kind: key.slice(0, key.indexOf(':')), id: key.slice(key.indexOf(':') + 1) })

/** Which skills or families the page draws: type, choose with the arrows and Enter, drop with a press. */
export function SeriesPicker({ choices, chosen, onChange }: SeriesPickerProps) {
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const names = new Map(choices.map((choice) => [choice.key, choice]))
  const nameOf = (key: SeriesKey) => names.get(key)?.name ?? splitKey(key).id
  const typedSet = readTypedSet(choices, typed)
  const matches =
    typedSet === null
      ? findSeries(
          choices.filter((choice) => !chosen.includes(choice.key)),
          typed,
        )
      : typedSet.choices
  const add = (choice: SeriesChoice | undefined) => {
    if (choice === undefined) return
    onChange([...chosen, choice.key])
    setTyped('')
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, matches.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter') add(matches[active])
    else return
    event.preventDefault()
  }
  return (
    <ChoiceMenu label="Skills" value={joinChosen(chosen.map(nameOf), 'any of six ops families')}>
      {chosen.length > 0 && (
        <ul className="mb-2 flex flex-wrap gap-1.5">
          {chosen.map((key) => (
            <li key={key} data-family={names.get(key)?.family}>
              <input type="hidden" name={splitKey(key).kind} value={splitKey(key).id} />
              <button
                type="button"
                className="border border-hue px-2 py-1 text-hue-ink"
                onClick={() => onChange(chosen.filter((other) => other !== key))}
              >
                {nameOf(key)} <span aria-hidden="true">×</span>
                <span className="sr-only">, leave out</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        type="search"
        role="combobox"
        aria-label="Find a skill or family"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={matches[active] === undefined ? undefined : `${listId}-${active}`}
        aria-autocomplete="list"
        placeholder="Kafka, or docker & kubernetes"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="field needs-script"
      />
      <ul id={listId} role="listbox" aria-label="Matches" className="needs-script mt-1">
        {matches.map((choice, index) => (
          <li
            key={choice.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            data-family={choice.family}
            className="flex cursor-pointer items-center gap-2 px-1 py-1.5 aria-selected:bg-rule md:py-1"
            onPointerEnter={() => setActive(index)}
            onClick={() => add(choice)}
          >
            <span className="size-2.5 shrink-0 rounded-full bg-hue" />
            {choice.name}
          </li>
        ))}
      </ul>
      {matches.length === 0 && (
        <p className="mt-2 text-quiet">{typedSet?.message ?? 'No skill of that name is counted.'}</p>
      )}
      <label className="without-script mt-1 block">
        Add a skill by its id
        <input name="skill" className="field" />
      </label>
    </ChoiceMenu>
  )
}
