import { Link } from '@tanstack/react-router'
import { t } from '../lib/messages/index.ts'
import { buttonClass } from '../ui/Button.tsx'
import { DetailsRow } from '../ui/Details.tsx'

/** The way to where one is signed in. */
export function SessionsRow() {
  return (
    <DetailsRow
      label={t('account.sessions')}
      actions={
        <Link to="/profile/sessions" className={buttonClass('quiet')}>
          {t('account.sessionsOpen')}
        </Link>
      }
    >
      {t('account.sessionsText')}
    </DetailsRow>
  )
}
