import type { SkillEntry } from '@/lib/tagger/skill'
import { dotnetFrameworks } from '@/lib/tagger/taxonomy/frameworks/dotnet'
import { frontEndFrameworks } from '@/lib/tagger/taxonomy/frameworks/front-end'
import { frontEndTools } from '@/lib/tagger/taxonomy/frameworks/front-end-tools'
import { jvmFrameworks } from '@/lib/tagger/taxonomy/frameworks/jvm'
import { mobileFrameworks } from '@/lib/tagger/taxonomy/frameworks/mobile'
import { nativeFrameworks } from '@/lib/tagger/taxonomy/frameworks/native'
import { nodeFrameworks } from '@/lib/tagger/taxonomy/frameworks/node'
import { otherLanguagesFrameworks } from '@/lib/tagger/taxonomy/frameworks/other-languages'
import { phpFrameworks } from '@/lib/tagger/taxonomy/frameworks/php'
import { pythonFrameworks } from '@/lib/tagger/taxonomy/frameworks/python'
import { rubyFrameworks } from '@/lib/tagger/taxonomy/frameworks/ruby'
import { testing } from '@/lib/tagger/taxonomy/frameworks/testing'

/**
 * Application frameworks, with the tools around them. One implies its language only where no other is possible.
 */
export const frameworks: SkillEntry[] = [
  ...dotnetFrameworks,
  ...frontEndFrameworks,
  ...frontEndTools,
  ...jvmFrameworks,
  ...mobileFrameworks,
  ...nativeFrameworks,
  ...nodeFrameworks,
  ...otherLanguagesFrameworks,
  ...phpFrameworks,
  ...pythonFrameworks,
  ...rubyFrameworks,
  ...testing,
]
