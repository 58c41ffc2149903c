import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { keyQuery } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Page } from '../../ui/Page.tsx'
import { ConnectServices } from './ConnectServices.tsx'
import { SecondFactorNotice } from './SecondFactorNotice.tsx'
import { SeeYourKey } from './SeeYourKey.tsx'
import { TryIt } from './TryIt.tsx'
import { UsageNotice } from './UsageNotice.tsx'

/** What to do first for a newcomer; once the key is in use, what there is and what happened come before it. */
export function Home({ children }: { readonly children: ReactNode }) {
  const user = useUser()
  const { data: key, isPending } = useQuery(keyQuery)
  const inUse = key !== undefined && key !== null && key.lastUse !== null
  return (
    <Page title={t('area.home')} lead={t('home.lead', { name: user.name })}>
      <UsageNotice />
      <SeeYourKey />
      {inUse && <SecondFactorNotice />}
      {!isPending && !inUse && <TryIt />}
      {!isPending && <ConnectServices />}
      {!isPending && children}
      {inUse && <TryIt />}
    </Page>
  )
}
