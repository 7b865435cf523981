import type { SourceCase } from './source-case'
import { ashbyCase } from './ashby'
import { fileCase } from './file'
import { greenhouseCase } from './greenhouse'
import { hackernewsCase } from './hackernews'
import { leverCase } from './lever'
import { personioCase } from './personio'
import { pinpointCase } from './pinpoint'
import { recruiteeCase } from './recruitee'
import { ripplingCase } from './rippling'
import { smartrecruitersCase } from './smartrecruiters'
import { teamtailorCase } from './teamtailor'
import { workableCase } from './workable'

/** The case of every source in the registry, by its id. */
export const sourceCases: Record<string, SourceCase> = {
  ashby: ashbyCase,
  file: fileCase,
  greenhouse: greenhouseCase,
  hackernews: hackernewsCase,
  lever: leverCase,
  personio: personioCase,
  pinpoint: pinpointCase,
  recruitee: recruiteeCase,
  rippling: ripplingCase,
  smartrecruiters: smartrecruitersCase,
  teamtailor: teamtailorCase,
  workable: workableCase,
}
