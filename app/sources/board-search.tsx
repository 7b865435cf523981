'use client'

import Form from 'next/form'
import { useFormStatus } from 'react-dom'
import { usePendingMark } from '@/app/_components/site/pending'

function PendingMark() {
  usePendingMark(useFormStatus().pending)
  return null
}

/** Looks for boards by name or slug; a plain form without scripts. */
export function BoardSearch({ action, words, state }: { action: string; words: string; state: string | null }) {
  return (
    <Form action={action} scroll={false} role="search" className="flex max-w-md gap-2">
      {state !== null && <input type="hidden" name="state" value={state} />}
      <label className="min-w-0 flex-1">
        <span className="sr-only">Name or slug of a board</span>
        <input
          className="field"
          type="search"
          name="q"
          defaultValue={words}
          placeholder="Name or slug"
          maxLength={100}
        />
      </label>
      <button type="submit" className="button">
        Find
      </button>
      <PendingMark />
    </Form>
  )
}
