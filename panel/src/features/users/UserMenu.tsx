import type { ManagedUser } from '@keyward/sdk'
import { useNavigate } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { ActionItem, ActionMenu, ActionSeparator } from '../../ui/ActionMenu.tsx'
import type { UserActs } from './useUserActs.ts'

interface Props {
  readonly user: ManagedUser
  readonly acts: UserActs
  readonly onInvite: () => void
  readonly onDelete: () => void
  /** What staff does for a user, on the user's own page. */
  readonly onActAs?: () => void
  readonly onCheckPin?: () => void
}

/** What can be done with a user. Nobody shuts oneself out, so that is not offered. */
export function UserMenu({ user, acts, onInvite, onDelete, onActAs, onCheckPin }: Props) {
  const navigate = useNavigate()
  const isOwn = useUser().id === user.id
  if (!user.manageable && (!user.assistable || isOwn)) return null
  const { id: userId, enabled, manageable } = user
  const openKey = () => navigate({ to: '/users/$userId', params: { userId }, search: { tab: 'keys' } })
  return (
    <ActionMenu name={t('users.moreFor', { name: user.name })}>
      {manageable && enabled && user.passwordChangedAt === null && (
        <ActionItem onClick={onInvite}>{t('users.inviteAgain')}</ActionItem>
      )}
      {manageable && <ActionItem onClick={openKey}>{t('users.resetKey')}</ActionItem>}
      {manageable && <ActionItem onClick={() => acts.endSessions(user)}>{t('users.endSessions')}</ActionItem>}
      {onCheckPin && <ActionItem onClick={onCheckPin}>{t('staff.checkPin')}</ActionItem>}
      {onActAs && <ActionItem onClick={onActAs}>{t('staff.actAs')}</ActionItem>}
      {manageable && !isOwn && <ActionSeparator />}
      {!isOwn && (
        <ActionItem onClick={() => (enabled ? acts.disable(user) : acts.enable(user))}>
          {t(enabled ? 'users.disable' : 'users.enable')}
        </ActionItem>
      )}
      {manageable && !isOwn && (
        <ActionItem danger onClick={onDelete}>
          {t('users.delete')}
        </ActionItem>
      )}
    </ActionMenu>
  )
}
