import { describe, expect, it } from 'vitest'
import type { RunProgress, SourceTrouble } from '@/lib/domain/ingest'
import {
  agoWords,
  arrivalSentence,
  durationWords,
  everyWords,
  freshnessSentence,
  lagSentence,
  monthRangeWords,
  progressSentence,
  progressShare,
  runLengthWords,
  troubleWords,
} from '@/lib/query/ingest-words'

const now = new Date('2024-05-20T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

const run: RunProgress = {
  id: 'r',
  sourceId: 'hackernews',
  sourceName: 'Hacker News',
  startedAt: now.toISOString(),
  beatAt: now.toISOString(),
  pagesDone: 62,
  pagesTotal: 161,
  position: 'March 2019',
  postings: 31_204,
  isFirst: true,
}

const trouble: SourceTrouble = {
  sourceId: 'hackernews',
  sourceName: 'Hacker News',
  status: 'failed',
  errorKind: 'Unreachable',
  message: 'connect ECONNREFUSED',
  at: now.toISOString(),
  dataUntil: '2024-03',
}

describe('progress in words', () => {
  it('names the source, the month, the pages and the postings so far', () => {
    expect(progressSentence(run)).toBe('Reading Hacker News: March 2019, 62 of 161 pages, 31\u202f204 postings so far')
  })
  it('says only what is known before the source has told how much is to come', () => {
    const early = { ...run, pagesTotal: null, position: null, pagesDone: 1, postings: 1 }
    expect(progressSentence(early)).toBe('Reading Hacker News: starting, 1 page, 1 posting so far')
    expect(progressShare(early)).toBeNull()
  })
  it('says of a retag how far it is and when its figures come', () => {
    expect(progressSentence({ ...run, sourceId: 'all', pagesDone: 42, pagesTotal: 100, postings: 42_000 })).toBe(
      'Tagging all postings by newer rules: 42\u202f000 done, 42 percent; the figures change when all are',
    )
  })
  it('never claims more than all of the way', () => {
    expect(progressShare({ ...run, pagesDone: 170 })).toBe(1)
    expect(progressShare({ ...run, pagesTotal: 0 })).toBeNull()
  })
})

describe('arrivals in words', () => {
  const shown = { from: '2019-04', to: '2024-05' } as const
  it('announces a month that the page does not show yet', () => {
    expect(arrivalSentence(['2019-03'], shown)).toBe('March 2019 has arrived')
  })
  it('counts several and gives their range', () => {
    expect(arrivalSentence(['2019-01', '2019-02', '2019-03'], shown)).toBe(
      '3 months have arrived, January 2019 to March 2019',
    )
  })
  it('speaks of new postings when the month is on the page already', () => {
    expect(arrivalSentence(['2024-05'], shown)).toBe('New postings have arrived for May 2024')
  })
  it('says nothing when nothing came, and takes every month for new on an empty page', () => {
    expect(arrivalSentence([], shown)).toBeNull()
    expect(arrivalSentence(['2019-03', '2024-05'], shown, true)).toBe('All figures have been made anew by newer rules')
    expect(arrivalSentence(['2024-05'], { from: null, to: null })).toBe('May 2024 has arrived')
  })
})

describe('troubles in words', () => {
  it('names the source that could not be reached and the last month that the figures hold', () => {
    const words = troubleWords(trouble)
    expect(words.what).toBe('Hacker News could not be reached.')
    expect(words.meaning).toContain('up to March 2024')
    expect(troubleWords({ ...trouble, dataUntil: null }).meaning).toContain('No figure')
  })
  it('tells apart a refusal, a held run, a pause and an error', () => {
    const whats = [
      troubleWords({ ...trouble, status: 'halted', errorKind: 'HaltSource' }),
      troubleWords({ ...trouble, status: 'held', errorKind: null }),
      troubleWords({ ...trouble, errorKind: 'RetryLater' }),
      troubleWords({ ...trouble, errorKind: 'Bug' }),
    ].map(({ what }) => what)
    expect(new Set(whats).size).toBe(4)
  })
})

describe('freshness in words', () => {
  const source = { cadenceHours: 6, lastSuccessAt: hoursAgo(3), isRunning: false, postings: 10 }
  it('says when it was read and how often it is', () => {
    expect(freshnessSentence(source, now)).toBe('Up to date: last read 3 hours ago, read every 6 hours.')
  })
  it('calls a source late after two missed turns, not after one', () => {
    expect(freshnessSentence({ ...source, lastSuccessAt: hoursAgo(11) }, now)).toMatch(/^Up to date/)
    expect(freshnessSentence({ ...source, lastSuccessAt: hoursAgo(13) }, now)).toMatch(/^Late: last read 13 hours ago/)
  })
  it('speaks of imports where no worker reads', () => {
    const file = { ...source, cadenceHours: null }
    expect(freshnessSentence(file, now)).toBe('Last imported 3 hours ago.')
    expect(freshnessSentence({ ...file, lastSuccessAt: null, postings: 0 }, now)).toBe('Nothing imported yet.')
  })
  it('tells never read from partly read', () => {
    expect(freshnessSentence({ ...source, lastSuccessAt: null, postings: 0 }, now)).toBe('Never read so far.')
    expect(freshnessSentence({ ...source, lastSuccessAt: null }, now)).toBe('Only partly read so far.')
    expect(freshnessSentence({ ...source, isRunning: true }, now)).toBe('Being read now.')
  })
})

describe('how far the pages are behind, in words', () => {
  it('names the version that they show, and since when newer ones wait', () => {
    const fresh = { newest: 7, sealed: 7, waiting: 0, waitingSince: null }
    const waitingSince = new Date(now.getTime() - 120_000)
    expect(lagSentence(fresh, now)).toBe('Pages show data version 7, the newest.')
    expect(lagSentence({ newest: 9, sealed: 7, waiting: 2, waitingSince }, now)).toBe(
      'Pages show data version 7; 2 newer ones wait to be sealed, the oldest for 2 minutes.',
    )
    expect(lagSentence({ ...fresh, sealed: null, waitingSince }, now)).toContain('answered by SQL')
    expect(lagSentence({ ...fresh, newest: null, sealed: null }, now)).toBeNull()
  })
})

describe('lengths of time', () => {
  it('uses the largest unit that says enough', () => {
    expect([59_000, 60_000, 7_200_000, 200_000_000].map(durationWords)).toEqual([
      'less than a minute',
      '1 minute',
      '2 hours',
      '2 days',
    ])
    expect([400, 42_400, 200_000, 3_900_000].map(runLengthWords)).toEqual(['0.4 s', '42 s', '3 min 20 s', '1 h 5 min'])
    expect([1, 6, 48].map(everyWords)).toEqual(['every hour', 'every 6 hours', 'every 2 days'])
  })
  it('does not speak of the future when clocks differ', () => {
    expect(agoWords(new Date(now.getTime() + 5_000), now)).toBe('just now')
  })
  it('gives one month or a range', () => {
    expect(monthRangeWords('2024-05', '2024-05')).toBe('May 2024')
    expect(monthRangeWords('2011-01', '2024-05')).toBe('January 2011 to May 2024')
    expect(monthRangeWords(null, null)).toBeNull()
  })
})
