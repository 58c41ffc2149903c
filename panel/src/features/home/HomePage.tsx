import type { ReactNode } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Page } from '../../ui/Page.tsx'
import { ConnectServices } from './ConnectServices.tsx'
import { SeeYourKey } from './SeeYourKey.tsx'
import { TryIt } from './TryIt.tsx'
import { UsageNotice } from './UsageNotice.tsx'

/** Three things to do, in the order in which a newcomer needs them. */
export function Home({ children }: { readonly children: ReactNode }) {
  const user = useUser()
  return (
    <Page title={t('area.home')} lead={t('home.lead', { name: user.name })}>
      <UsageNotice />
      <SeeYourKey />
      <TryIt />
      <ConnectServices />
      {children}
    </Page>
  )
}
