'use server'

import type { TryState, TypedPosting } from '@/app/try/try-state'
import { BoundedPostingText } from '@/lib/domain/reading'
import { parsePosting } from '@/lib/reading/parse-posting'
import { explainPosting } from '@/lib/reading/read-posting'

function wordsOf(form: FormData, field: keyof TypedPosting): string {
  const given = form.get(field)
  // A form sends line ends as CRLF, which no field had when it was typed.
  return typeof given === 'string' ? given.replaceAll('\r\n', '\n') : ''
}

/** The form sent as a form, as browsers without scripts do: the same reading as `/api/tag`. Nothing is stored. */
export async function readPosted(_: TryState, form: FormData): Promise<TryState> {
  const posting = { title: wordsOf(form, 'title'), company: wordsOf(form, 'company'), text: wordsOf(form, 'text') }
  const parsed = await Promise.resolve(parsePosting(posting, BoundedPostingText))
  return parsed.ok
    ? { posting, reading: explainPosting(parsed.posting), faults: [] }
    : { posting, reading: null, faults: parsed.faults }
}
