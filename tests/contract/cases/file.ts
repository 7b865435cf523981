import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { file } from '@/scrapers/sources/file/source'
import { crawlWith } from '../../support/crawl'
import type { SourceCase } from './source-case'

const path = join(fileURLToPath(new URL('../../fixtures/file/', import.meta.url)), 'postings.jsonl')

export const fileCase: SourceCase = {
  recordings: async () => {
    const { pages } = await crawlWith(file, {
      config: { path, label: 'postings', columns: {} },
      answer: () => Promise.reject(new Error('a file needs no network')),
    })
    return pages.map((page) => ({ name: page.position, payload: page.payload, records: 6 }))
  },
  crawl: null,
  withValue: null,
}
