import type { SourceCase } from './source-case'
import { fileCase } from './file'
import { greenhouseCase } from './greenhouse'
import { hackernewsCase } from './hackernews'
import { leverCase } from './lever'

/** The case of every source in the registry, by its id. */
export const sourceCases: Record<string, SourceCase> = {
  file: fileCase,
  greenhouse: greenhouseCase,
  hackernews: hackernewsCase,
  lever: leverCase,
}
