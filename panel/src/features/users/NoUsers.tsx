import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { type AskedUsers, usersAddress } from './filter.ts'
import styles from './UsersPage.module.css'

/** What is looked for is not there; everything else still is. */
export function NoMatch({ asked }: { readonly asked: AskedUsers }) {
  const everybody = usersAddress({ ...asked, text: '', state: '', role: '' })
  return (
    <div className={styles['nobody']} role="status">
      <h2>{t('users.noMatch')}</h2>
      <p>{t('users.noMatchText')}</p>
      <Link to={everybody} replace className={buttonClass('plain')}>
        {t('action.clearFilters')}
      </Link>
    </div>
  )
}

/** Nobody but the one who looks: why others should have names of their own. */
export function NobodyElse() {
  return (
    <div className={styles['nobody']}>
      <h2>{t('users.alone')}</h2>
      <p>{t('users.aloneText')}</p>
      <Link to="/users/new" className={buttonClass('plain')}>
        {t('users.create')}
      </Link>
    </div>
  )
}
