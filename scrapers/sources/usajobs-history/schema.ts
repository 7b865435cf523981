import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import { WallClockTime } from '@/scrapers/parse-records'

const Text = z.string().nullish()
const Amount = z.union([z.string(), z.number()]).nullish()
const Id = z.union([z.string().min(1), z.int()]).transform(String)

/** Fields come as `PositionLocations`, `positionLocations` and `positionlocations`: all keys are read in lower case. */
export function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), lowerKeys(inner)]))
}

/** A page of either interface; the last one has no address of a next one. */
export const HistoryPage = z.preprocess(
  lowerKeys,
  z.object({
    paging: z
      .object({
        metadata: z
          .object({ totalcount: z.int().nonnegative().nullish(), continuationtoken: z.string().nullish() })
          .nullish(),
        next: z.string().nullish(),
      })
      .nullish(),
    data: z.array(z.unknown()),
  }),
)
export type HistoryPage = z.infer<typeof HistoryPage>

export const Numbered = z.looseObject({ usajobscontrolnumber: Id })

const Location = z.object({
  positionlocationcity: Text,
  positionlocationstate: Text,
  positionlocationcountry: Text,
})

/** An announcement (get-api-historicjoa) over its text (get-api-historicjoa-announcementtext). */
export const Announcement = z.object({
  usajobscontrolnumber: Id,
  positiontitle: z.string(),
  /** A day. */
  positionopendate: WallClockTime,
  hiringagencyname: Text,
  hiringdepartmentname: Text,
  minimumsalary: Amount,
  maximumsalary: Amount,
  salarytype: Text,
  positionlocations: z.array(Location).nullish(),
  summary: Text,
  duties: Text,
  majordutieslist: Text,
  requirements: Text,
  requirementsconditionsofemployment: Text,
  requirementsqualifications: Text,
  requirementseducation: Text,
})
export type Announcement = z.infer<typeof Announcement>

/** What parse needs beside a page of texts: what the list said of each announcement of it, by its control number. */
export const HistoryContext = z.object({ rows: z.record(z.string(), z.record(z.string(), z.unknown())) })

export const HistoryCursor = z.object({
  /** The last month that is over and was read whole. */
  month: Month,
})
export type HistoryCursor = z.infer<typeof HistoryCursor>
