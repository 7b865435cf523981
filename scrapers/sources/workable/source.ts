import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { Source } from '@/scrapers/contract'
import { parseWorkable } from '@/scrapers/sources/workable/parse'
import { crawlWholeBoard, firstJsonString } from '@/scrapers/whole-board'

const host = 'apply.workable.com'

/** Accounts of Workable, one request each. */
export const workable: Source<null, BoardConfig> = {
  id: 'workable',
  name: 'Workable',
  homepage: 'https://www.workable.com',
  attribution: 'Job postings that employers publish through the Workable careers widget.',
  terms:
    'Public feed without a key behind the careers widget, made for showing an account’s jobs elsewhere (https://www.workable.com/terms). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the account in apply.workable.com/<account>, for example huggingface',
    homepage: (slug) => `https://apply.workable.com/${slug}/`,
  },
  parserVersion: 1,
  // It answers 429 early and for long.
  policy: { hosts: () => [host], minimumDelayMs: 1_000, inFlight: 2 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: z.string().regex(/^[a-z0-9_-]{1,100}$/i) }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl: crawlWholeBoard(
    ({ board }) => `https://${host}/api/v1/widget/accounts/${encodeURIComponent(board)}?details=true`,
    (body) => firstJsonString(body, 'name'),
  ),
  parse: parseWorkable,
}
