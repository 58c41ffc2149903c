import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Notice } from '../../ui/Notice.tsx'

/** For those whose stolen password would open more than what is theirs. */
export function SecondFactorNotice() {
  const user = useUser()
  if (user.secondFactor || !managesAccount(user)) return null
  return (
    <Notice kind="warning">
      <p>{t('home.passwordAlone')}</p>
      <p>
        <Link to="/profile/security">{t('home.secondFactor')}</Link>
      </p>
    </Notice>
  )
}
