import type { Metadata } from 'next'
import { TextPage } from '@/app/_components/prose'
import { CheckingSection, ColumnsSection, RoundingSection } from '@/app/methodology/checking-sections'
import { Contents } from '@/app/methodology/contents'
import {
  CountingSection,
  DuplicatesSection,
  FamiliesSection,
  LevelsSection,
  LimitsSection,
  PlacesSection,
  RolesSection,
} from '@/app/methodology/counting-sections'
import { AlternativesSection, StartupsSection } from '@/app/methodology/employer-sections'
import { CompositionSection } from '@/app/methodology/composition-section'
import { ClaimsSection } from '@/app/methodology/claims-section'
import { IntervalSection } from '@/app/methodology/interval-section'
import { RatesSection } from '@/app/methodology/rates-section'
import { ShareSection } from '@/app/methodology/share-section'
import { TaxonomySection } from '@/app/methodology/taxonomy-section'
import { TogetherSection, TrendsSection } from '@/app/methodology/trends-section'
import { CitingSection, SourcesSection } from '@/app/methodology/version-sections'
import { readOrigin } from '@/app/_data/origin'
import { listSources, readDataVersion } from '@/lib/db/operator-store'
import { getPrisma } from '@/lib/db/prisma'
import { readEnv } from '@/lib/env'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Methodology',
  description:
    'What is counted and divided by what, how intervals, levels, roles and skills are defined, what the numbers cannot tell and how to check them.',
}

export default async function MethodologyPage() {
  const [sources, version, origin] = await Promise.all([
    listSources(getPrisma()),
    readDataVersion(getPrisma()),
    readOrigin(),
  ])
  return (
    <TextPage
      title="How the numbers are made"
      lead={
        <p>
          This page is made from the definitions that the code itself counts by, so it cannot fall behind them. Every
          section has an address of its own.
        </p>
      }
      contents={<Contents />}
    >
      <CountingSection />
      <ShareSection />
      <FamiliesSection />
      <LevelsSection />
      <RolesSection />
      <PlacesSection />
      <StartupsSection />
      <AlternativesSection />
      <IntervalSection />
      <CompositionSection />
      <TogetherSection />
      <TrendsSection />
      <ClaimsSection />
      <DuplicatesSection />
      <TaxonomySection />
      <RatesSection />
      <LimitsSection />
      <RoundingSection />
      <CheckingSection origin={origin} />
      <ColumnsSection />
      <SourcesSection sources={sources} version={version} />
      <CitingSection keptDays={readEnv().SKILLTIDE_VERSION_DAYS} version={version} origin={origin} now={new Date()} />
    </TextPage>
  )
}
