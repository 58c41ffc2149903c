import type { ManagedUser } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { useNow } from '../../lib/useNow.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ExactTime } from '../../ui/RelativeTime.tsx'
import { shownState } from './shownState.ts'
import styles from './UserFrame.module.css'
import type { UserActs } from './useUserActs.ts'

const MINUTE_MS = 60_000

interface Props {
  readonly user: ManagedUser
  readonly acts: UserActs
  readonly onInvite: () => void
}

/** What is special about this user now, if anything. */
export function UserNotice({ user, acts, onInvite }: Props) {
  const isOwn = useUser().id === user.id
  const state = shownState(user, useNow(MINUTE_MS))
  if (isOwn) {
    return (
      <Notice kind="info">
        <p>
          {t('user.you')} <Link to="/account/settings">{t('area.settings')}</Link>.
        </p>
      </Notice>
    )
  }
  if (state === 'disabled') return <Notice kind="warning">{t('user.isDisabled')}</Notice>
  if (state === 'active' || user.invitationEndsAt === null) return null
  return (
    <Notice kind={state === 'lapsed' ? 'warning' : 'info'}>
      <div className={styles['notice']}>
        <p>
          {t(`user.${state}`)} <ExactTime at={user.invitationEndsAt} />.
        </p>
        <div className={styles['buttons']}>
          {user.manageable && <Button onClick={onInvite}>{t('user.makeLink')}</Button>}
          {user.manageable && state === 'invited' && (
            <Button kind="quiet" busy={acts.busy} onClick={() => acts.revokeInvitation(user)}>
              {t('user.revoke')}
            </Button>
          )}
        </div>
      </div>
    </Notice>
  )
}
