import type { ManagedUser } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Selection } from '../../lib/bulk/useSelection.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { managesUsers } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { RowBox } from '../../ui/RowBox.tsx'
import { Table } from '../../ui/Table.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { ALL_ACCOUNTS, type AskedUsers, sortBy } from './filter.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { KeyCell } from './KeyCell.tsx'
import { roleName } from './roleName.ts'
import { UserMenu } from './UserMenu.tsx'
import { UserStateBadge } from './UserStateBadge.tsx'
import styles from './UsersPage.module.css'
import { useUserActs } from './useUserActs.ts'

interface Props {
  readonly users: readonly ManagedUser[]
  readonly asked: AskedUsers
  readonly selection: Selection<ManagedUser>
}

export function UserTable({ users, asked, selection }: Props) {
  const acts = useUserActs()
  const showKey = managesUsers(useUser())
  const [inviting, setInviting] = useState<ManagedUser | null>(null)
  const [deleting, setDeleting] = useState<ManagedUser | null>(null)
  const all = asked.account === ALL_ACCOUNTS
  return (
    <>
      {acts.error !== null && <ErrorState error={acts.error} title={acts.failed} />}
      <Table caption={t('users.caption')} columns={columns(asked, { all, showKey })} cards>
        {users.map((user) => (
          <Row key={user.id} user={user} selection={selection} showAccount={all} showKey={showKey}>
            <UserMenu
              user={user}
              acts={acts}
              onInvite={() => setInviting(user)}
              onDelete={() => setDeleting(user)}
            />
          </Row>
        ))}
      </Table>
      {inviting && <InviteDialog user={inviting} onClose={() => setInviting(null)} />}
      {deleting && <DeleteDialog user={deleting} onClose={() => setDeleting(null)} />}
    </>
  )
}

const columns = (
  asked: AskedUsers,
  { all, showKey }: { readonly all: boolean; readonly showKey: boolean },
) => [
  { name: t('bulk.column'), hidden: true },
  { name: t('users.name'), sort: sortBy(asked, 'name') },
  ...(all ? [{ name: t('users.account') }] : []),
  { name: t('users.state') },
  { name: t('users.roles') },
  { name: t('users.secondFactor') },
  { name: t('users.lastSignIn') },
  ...(showKey ? [{ name: t('users.key') }] : []),
  { name: t('users.created'), sort: sortBy(asked, 'created') },
  { name: t('users.acts'), hidden: true },
]

interface RowProps {
  readonly user: ManagedUser
  readonly selection: Selection<ManagedUser>
  readonly showAccount: boolean
  readonly showKey: boolean
  readonly children: React.ReactNode
}

function Row({ user, selection, showAccount, showKey, children }: RowProps) {
  const isOwn = useUser().id === user.id
  return (
    <tr data-selected={selection.chosen.has(user.id) || undefined}>
      <td data-check>
        <RowBox
          name={t('bulk.choose', { name: user.name })}
          row={user}
          checked={selection.chosen.has(user.id)}
          onToggle={selection.toggle}
        />
      </td>
      <th scope="row">
        <span className={styles['name']}>
          <Link to="/users/$userId" params={{ userId: user.id }} translate="no">
            {user.name}
          </Link>
          {isOwn && <Badge kind="plain">{t('users.you')}</Badge>}
        </span>
        {user.contactType !== null && (
          <span className={styles['email']}>{t(`user.contact.${user.contactType}`)}</span>
        )}
        {user.email !== null && (
          <span className={styles['email']} translate="no">
            <Address text={user.email} />
          </span>
        )}
      </th>
      {showAccount && (
        <td data-label={t('users.account')} translate="no">
          {user.accountId}
        </td>
      )}
      <td>
        <UserStateBadge user={user} />
      </td>
      <td data-label={t('users.roles')}>{user.roles.map(roleName).join(', ')}</td>
      <td data-label={t('users.secondFactor')}>
        {user.secondFactor ? (
          t('users.hasSecondFactor')
        ) : (
          <span className={styles['muted']}>{t('users.noSecondFactor')}</span>
        )}
      </td>
      <td data-label={t('users.lastSignIn')}>
        {user.lastSignInAt === null ? (
          <span className={styles['muted']}>{t('users.neverSignedIn')}</span>
        ) : (
          <RelativeTime at={user.lastSignInAt} />
        )}
      </td>
      {showKey && (
        <td data-label={t('users.key')}>
          <KeyCell user={user} />
        </td>
      )}
      <td data-label={t('users.created')}>
        <time dateTime={user.createdAt} className={styles['date']}>
          {formatDate(user.createdAt)}
        </time>
      </td>
      <td data-acts>{children}</td>
    </tr>
  )
}

/** Broken before the domain, where there is no room for all of it. */
function Address({ text }: { readonly text: string }) {
  const at = text.lastIndexOf('@')
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  )
}
