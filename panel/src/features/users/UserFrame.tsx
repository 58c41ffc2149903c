import type { ManagedUser } from '@keyward/sdk'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { isStaff } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { Page } from '../../ui/Page.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { ActAsDialog } from './ActAsDialog.tsx'
import { ActingNotice } from './ActingNotice.tsx'
import { CheckPinDialog } from './CheckPinDialog.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { USERS } from './queries.ts'
import { type Tab, tabAddress, tabsFor } from './tabs.ts'
import styles from './UserFrame.module.css'
import { UserMenu } from './UserMenu.tsx'
import { UserNotice } from './UserNotice.tsx'
import { UserStateBadge } from './UserStateBadge.tsx'
import { useUserActs } from './useUserActs.ts'

interface Props {
  readonly user: ManagedUser
  readonly tab: Tab
  readonly children: ReactNode
}

/** The head of every page about one user: who, in which state, and what can be done. */
export function UserFrame({ user, tab, children }: Props) {
  const acts = useUserActs()
  const navigate = useNavigate()
  const me = useUser()
  const isOwn = me.id === user.id
  const helps = isStaff(me) && !isOwn
  const [dialog, setDialog] = useState<'invite' | 'delete' | 'actAs' | 'checkPin' | null>(null)
  const { id, name, enabled } = user
  return (
    <div className={styles['page']}>
      <Link to="/users" className={styles['back']}>
        {t('area.users')}
      </Link>
      <Page
        title={name}
        lead={<UserStateBadge user={user} />}
        aside={
          user.assistable && (
            <div className={styles['acts']}>
              {!isOwn && (
                <Button busy={acts.busy} onClick={() => (enabled ? acts.disable(user) : acts.enable(user))}>
                  {t(enabled ? 'users.disable' : 'users.enable')}
                </Button>
              )}
              {user.manageable && (
                <UserMenu
                  user={user}
                  acts={acts}
                  onInvite={() => setDialog('invite')}
                  onDelete={() => setDialog('delete')}
                  {...(helps && { onCheckPin: () => setDialog('checkPin') })}
                  {...(helps && enabled && !isStaff(user) && { onActAs: () => setDialog('actAs') })}
                />
              )}
            </div>
          )
        }
      >
        <ActingNotice />
        {acts.error !== null && <ErrorState error={acts.error} title={acts.failed} />}
        <UserNotice user={user} acts={acts} onInvite={() => setDialog('invite')} />
        {user.manageable && (
          <TabLinks
            name={t('user.tabs', { name })}
            tabs={tabsFor(user).map((each) => ({
              label: t(`user.tab.${each}`),
              to: tabAddress(id, each),
              current: each === tab,
            }))}
          />
        )}
        {children}
        <LastDone about={USERS} />
        {dialog === 'invite' && <InviteDialog user={user} onClose={() => setDialog(null)} />}
        {dialog === 'actAs' && <ActAsDialog user={user} onClose={() => setDialog(null)} />}
        {dialog === 'checkPin' && <CheckPinDialog user={user} onClose={() => setDialog(null)} />}
        {dialog === 'delete' && (
          <DeleteDialog
            user={user}
            onClose={() => setDialog(null)}
            onDeleted={() => navigate({ to: '/users', replace: true })}
          />
        )}
      </Page>
    </div>
  )
}
