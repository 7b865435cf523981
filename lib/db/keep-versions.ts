import type { ClientBase } from 'pg'
import { z } from 'zod'
import { ask, prepared } from '@/lib/db/prepared'

/** What an edit must change to be one: letters and digits, whatever their case. */
export const materialText = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

// The same parser read other bytes: whatever differs then is the source's doing. A parser of another version may read
// the same text differently, which is no edit.
const changedTexts = prepared(`
  select p.id, p.text as old, s.text as new
    from stage_posting s join posting p on p.id = s.id
   where p.content_hash <> s.content_hash and p.payload_id <> s.payload_id and p.parser_version = s.parser_version
     and p.text <> s.text`)

const keep = `
  insert into posting_version (posting_id, ordinal, title, text, content_hash, payload_id, replaced_at)
  select p.id, coalesce((select max(v.ordinal) from posting_version v where v.posting_id = p.id), 0) + 1,
         p.title, p.text, p.content_hash, p.payload_id, $2
    from posting p where p.id = any($1)`

const Rows = z.array(z.object({ id: z.string(), old: z.string(), new: z.string() }))

/** Keeps the text of every posting that the staged page edits materially, before the page is merged over it. */
export async function keepVersions(client: ClientBase, at: Date): Promise<void> {
  const rows = Rows.parse((await ask(client, changedTexts)).rows)
  const edited = rows.filter((row) => materialText(row.old) !== materialText(row.new)).map((row) => row.id)
  if (edited.length > 0) await client.query(keep, [edited, at])
}
