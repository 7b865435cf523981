import { z } from 'zod'
import { joinRows } from '@/scrapers/join-rows'
import { CalendarDay, ZonedInstant } from '@/scrapers/parse-records'

const Text = z.string().nullish()

const PayRange = z.object({
  currency: Text,
  frequency: Text,
  rangeStart: z.number().nullish(),
  rangeEnd: z.number().nullish(),
})

const Row = z.object({ workLocation: z.object({ label: Text }).nullish() })

/**
 * One job of a Rippling board: its rows in the list, one a place, and over them its detail, which alone has the texts
 * and the date.
 */
export const RipplingJob = z.object({
  uuid: z.string().min(1),
  name: z.string(),
  url: Text,
  companyName: Text,
  createdOn: z.union([ZonedInstant, CalendarDay], { error: 'expected a time with its zone in createdOn' }),
  description: z.object({ company: Text, role: Text }),
  board: z.object({ showCompanyInfoUnderJobPost: z.boolean().nullish() }).nullish(),
  workLocations: z.array(z.string()).nullish(),
  payRangeDetails: z.array(PayRange).nullish(),
  rows: z.array(Row),
})
export type RipplingJob = z.infer<typeof RipplingJob>

const JoinedRow = z.looseObject({ uuid: z.string().min(1), name: z.string() })

/** The list, each job once. A row without an id or a name makes it unreadable: left out, the job would be closed. */
export const RipplingBoard = z
  .array(z.unknown())
  .transform((rows) => joinRows(rows, 'uuid'))
  .pipe(z.array(JoinedRow))
