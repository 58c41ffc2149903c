import type { MailArea } from '@keyward/sdk'
import type { ReactNode } from 'react'
import { t } from '../../lib/messages/index.ts'
import { usesEmail } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Loading } from '../../ui/Loading.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { useAreas } from './areas.ts'
import { NotGiven } from './MailFault.tsx'

interface Props {
  /** What the page is about; it is for whoever is given any of these. */
  readonly areas?: readonly MailArea[]
  /** Of the page, for whoever is not given its area. */
  readonly title?: string
  readonly children: ReactNode
}

/** Pages of the e-mail area are for its administrators; the others are told who can make them one. */
export function EmailGate({ areas, title = t('area.email'), children }: Props) {
  const user = useUser()
  if (!usesEmail(user)) return <NotAllowed title={t('area.email')} reason={t('email.notAllowed')} />
  if (areas === undefined) return children
  return (
    <AreaGate areas={areas} title={title}>
      {children}
    </AreaGate>
  )
}

interface AreaGateProps {
  readonly areas: readonly MailArea[]
  readonly title: string
  readonly children: ReactNode
}

function AreaGate({ areas, title, children }: AreaGateProps) {
  const found = areas.map(useAreas())
  if (found.includes(true)) return children
  return <Page title={title}>{found.includes(null) ? <Loading lines={4} /> : <NotGiven />}</Page>
}
