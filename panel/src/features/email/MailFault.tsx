import { Link, useLocation } from '@tanstack/react-router'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'

interface Props {
  readonly error: unknown
  readonly title: string
  readonly onRetry: () => void
}

/** Why a part of the e-mail area is not shown: outside what a limited administrator is given, who can give it. */
export function MailFault({ error, title, onRetry }: Props) {
  if (!isCode(error, 'forbidden')) return <ErrorState error={error} title={title} onRetry={onRetry} />
  return <NotGiven />
}

/** For a limited administrator: who chooses what they see, and the way to what they were given. */
export function NotGiven() {
  return (
    <Notice kind="info">
      <strong>{t('email.notGiven')}</strong>
      <p>{t('email.notGivenText')}</p>
      {useLocation().pathname !== '/email' && <Link to="/email">{t('email.given')}</Link>}
    </Notice>
  )
}
