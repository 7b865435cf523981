import { problem } from '@/app/api/[dataset]/problem'

/** 503: the question was right, but the database does not answer now. */
export const problemOfDatabase = (): Response =>
  problem({
    status: 503,
    title: 'Database not reachable',
    detail: 'The database cannot be reached, so nothing can be told now. Ask again in a minute.',
    headers: { 'retry-after': '60' },
  })
