import type { SourceCase } from './source-case'
import { ashbyCase } from './ashby'
import { careersCase } from './careers'
import { fileCase } from './file'
import { greenhouseCase } from './greenhouse'
import { hackernewsCase } from './hackernews'
import { jobtechCase } from './jobtech'
import { leverCase } from './lever'
import { personioCase } from './personio'
import { pinpointCase } from './pinpoint'
import { recruiteeCase } from './recruitee'
import { ripplingCase } from './rippling'
import { smartrecruitersCase } from './smartrecruiters'
import { teamtailorCase } from './teamtailor'
import { workableCase } from './workable'
import { workdayCase } from './workday'
import { remoteokCase } from './remoteok'
import { remotiveCase } from './remotive'
import { arbeitnowCase } from './arbeitnow'
import { weworkremotelyCase } from './weworkremotely'
import { himalayasCase } from './himalayas'
import { jobicyCase } from './jobicy'
import { themuseCase } from './themuse'
import { usajobsCase } from './usajobs'
import { usajobsHistoryCase } from './usajobs-history'

/** The case of every source in the registry, by its id. */
export const sourceCases: Record<string, SourceCase> = {
  ashby: ashbyCase,
  careers: careersCase,
  file: fileCase,
  greenhouse: greenhouseCase,
  hackernews: hackernewsCase,
  jobtech: jobtechCase,
  lever: leverCase,
  personio: personioCase,
  pinpoint: pinpointCase,
  recruitee: recruiteeCase,
  rippling: ripplingCase,
  smartrecruiters: smartrecruitersCase,
  teamtailor: teamtailorCase,
  workable: workableCase,
  workday: workdayCase,
  remoteok: remoteokCase,
  remotive: remotiveCase,
  arbeitnow: arbeitnowCase,
  weworkremotely: weworkremotelyCase,
  himalayas: himalayasCase,
  jobicy: jobicyCase,
  themuse: themuseCase,
  usajobs: usajobsCase,
  'usajobs-history': usajobsHistoryCase,
}
