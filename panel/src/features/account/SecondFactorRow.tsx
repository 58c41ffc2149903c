import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import styles from './LoginDetails.module.css'

/** Whether a password alone signs in, and where to change that. */
export function SecondFactorRow() {
  const { secondFactor } = useUser()
  return (
    <DetailsRow
      label={t('account.secondFactor')}
      actions={
        <Link to="/profile/security" className={buttonClass('quiet')}>
          {t(secondFactor ? 'account.manage' : 'account.setUp')} <Hidden>{t('account.secondFactor')}</Hidden>
        </Link>
      }
    >
      {secondFactor ? (
        t('account.secondFactorOn')
      ) : (
        <span className={styles['muted']}>{t('account.secondFactorOff')}</span>
      )}
    </DetailsRow>
  )
}
