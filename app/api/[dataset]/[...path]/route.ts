import { problem } from '@/app/api/[dataset]/problem'

/** Datasets have no parts: a program that asks for one gets a document that it can read, as for an unknown dataset. */
export const GET = (): Response =>
  problem({
    status: 404,
    title: 'No such address',
    detail: 'There is nothing below a dataset: ask for /api/<dataset> with the query as parameters.',
  })
