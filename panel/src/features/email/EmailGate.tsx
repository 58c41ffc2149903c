import type { ReactNode } from 'react'
import { t } from '../../lib/messages/index.ts'
import { usesEmail } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { NotAllowed } from '../../ui/NotAllowed.tsx'

/** Pages of the e-mail area are for its administrators; the others are told who can make them one. */
export function EmailGate({ children }: { readonly children: ReactNode }) {
  if (usesEmail(useUser())) return children
  return <NotAllowed title={t('area.email')} reason={t('email.notAllowed')} />
}
