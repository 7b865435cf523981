import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseDetail } from '@/scrapers/list-details'
import { placeOf, saysOnlyHow, workplaceOf } from '@/scrapers/posting-fields'
import { WorkdayJob } from '@/scrapers/sources/workday/schema'
import { idOfPath, siteOf } from '@/scrapers/sources/workday/site'
import { boardContext, boardPostingId } from '@/scrapers/whole-board'
import type { BoardContext } from '@/scrapers/whole-board'

type Info = WorkdayJob['jobPostingInfo']

/** Only the first place comes with its country. */
function placesOf({ location, country, additionalLocations }: Info): (string | null)[] {
  const where = location && !saysOnlyHow(location) ? location : null
  return [placeOf(where, country?.descriptor), ...(additionalLocations ?? []).filter((place) => !saysOnlyHow(place))]
}

/** Many sites have no field for it and name a place for it: `Virginia - Remote`. */
const workplaceOfInfo = ({ remoteType, location, additionalLocations }: Info): string | null =>
  workplaceOf(remoteType) ??
  [location, ...(additionalLocations ?? [])].find((place) => /\b(?:remote|hybrid)\b/i.test(place ?? '')) ??
  null

/** The id of the row, which is in the payload's context whatever the detail is. */
function idOfRow(context: BoardContext, value: unknown): string | null {
  const path = typeof value === 'object' && value !== null && 'externalPath' in value ? value.externalPath : null
  return typeof path === 'string' ? boardPostingId(context, idOfPath(path)).slice(0, 300) : null
}

export function parseWorkday(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseDetail(payload, {
    schema: WorkdayJob,
    idOf: (value) => idOfRow(context, value),
    read: ({ externalPath, jobPostingInfo: info }) => {
      const text = htmlToText(info.jobDescription)
      if (info.posted === false) return { skip: 'no longer posted' }
      if (text === '') return { skip: 'an advertisement without a text' }
      const draft = {
        externalId: boardPostingId(context, idOfPath(externalPath)),
        listing: boardListing(context.board),
        url: info.externalUrl ?? `${siteOf(context.board).page}${externalPath.slice(1)}`,
        title: info.title,
        // The hiring organisation is a legal entity, often with a number in front: the employer is the board's.
        company: context.company,
        text,
        placeTexts: placesOf(info),
        remoteText: workplaceOfInfo(info),
        postedAt: info.startDate,
      }
      return { draft }
    },
  })
}
