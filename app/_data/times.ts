const dayAndMinute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** "23 Nov 2026, 14:31 UTC": the same for every reader, since data are cut in UTC. */
export const formatInstant = (date: Date): string => `${dayAndMinute.format(date)} UTC`

const dayOnly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "23 Nov 2026", by UTC. */
export const formatDay = (date: Date): string => dayOnly.format(date)

const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "23 November 2026", by UTC. */
export const formatLongDay = (date: Date): string => longDay.format(date)
