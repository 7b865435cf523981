'use client'

import { type SyntheticEvent, useActionState, useEffect, useId, useRef, useState } from 'react'
import { askReading } from '@/app/try/ask-reading'
import { examplePosting } from '@/app/try/example-posting'
import { PostingFields } from '@/app/try/posting-fields'
import { readPosted } from '@/app/try/read-posted'
import { ReadingPanel } from '@/app/try/reading-panel'
import { emptyPosting, emptyState, type TryState, type TypedPosting } from '@/app/try/try-state'
import { faultOfText } from '@/lib/domain/reading'

/** Milliseconds without a key before the posting is read. */
const pauseMs = 300

function typedIn(form: HTMLFormElement): TypedPosting {
  const data = new FormData(form)
  const words = (field: keyof TypedPosting) => {
    const value = data.get(field)
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
  }
  return { title: words('title'), company: words('company'), text: words('text') }
}

/** A question at a time: a newer one withdraws the older. */
function useReading(posted: TryState) {
  const [live, setLive] = useState<TryState | null>(null)
  const [isReading, setIsReading] = useState(false)
  const waiting = useRef<{ timer?: number; question?: AbortController }>({})

  const withdraw = () => {
    window.clearTimeout(waiting.current.timer)
    waiting.current.question?.abort()
    setIsReading(false)
  }
  /** @param isAsked pressed for: an empty form is then told of, which is no fault while typing */
  const read = async (posting: TypedPosting, isAsked = false) => {
    withdraw()
    if (posting.text.trim() === '' && !isAsked) return setLive(emptyState)
    const fault = faultOfText(posting.text)
    if (fault !== null) return setLive({ posting, reading: null, faults: [{ field: 'text', reason: fault }] })
    const question = new AbortController()
    waiting.current.question = question
    setIsReading(true)
    const answer = await askReading(posting, question.signal)
    if (answer === null) return undefined
    setIsReading(false)
    return setLive({ posting, reading: null, faults: [], ...answer })
  }
  const readSoon = (posting: TypedPosting) => {
    window.clearTimeout(waiting.current.timer)
    waiting.current.timer = window.setTimeout(() => void read(posting), pauseMs)
  }
  useEffect(() => {
    const { current } = waiting
    return () => {
      window.clearTimeout(current.timer)
      current.question?.abort()
    }
  }, [])
  return { shown: live ?? posted, isReading, read, readSoon }
}

/** The form and what is read from it: while typing where there are scripts, by its button where there are none. */
export function TryForm({ initial }: { initial: TryState }) {
  const [posted, sendForm] = useActionState(readPosted, initial, '/try')
  const { shown, isReading, read, readSoon } = useReading(posted)
  const form = useRef<HTMLFormElement>(null)
  const panel = useRef<HTMLElement>(null)
  const faultId = useId()

  const fill = (posting: TypedPosting) => {
    if (form.current === null) return
    for (const [name, words] of Object.entries(posting)) {
      const field = form.current.elements.namedItem(name)
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = words
    }
    void read(posting)
  }
  const onSubmit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault()
    await read(typedIn(event.currentTarget), true)
    panel.current?.focus()
  }
  // What was pasted before the script came is read as well.
  useEffect(() => {
    if (form.current === null) return
    const typed = typedIn(form.current)
    if (typed.text !== posted.posting.text) readSoon(typed)
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the script takes over
  }, [])

  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <form
        ref={form}
        action={sendForm}
        onSubmit={(event) => void onSubmit(event)}
        onInput={(event) => readSoon(typedIn(event.currentTarget))}
        aria-label="Posting"
        className="space-y-4 self-start lg:sticky lg:top-6"
      >
        <PostingFields posting={posted.posting} faults={shown.faults} faultId={faultId} />
        <p className="flex flex-wrap items-baseline gap-x-5 gap-y-2">
          <button type="submit" className="button">
            Read it
          </button>
          <a
            className="link text-small"
            href="/try?example=1"
            onClick={(event) => {
              event.preventDefault()
              fill(examplePosting)
            }}
          >
            Use an example
          </a>
          <button type="button" className="needs-script link text-small" onClick={() => fill(emptyPosting)}>
            Clear
          </button>
        </p>
      </form>
      <ReadingPanel state={shown} isReading={isReading} panelRef={panel} />
    </div>
  )
}
