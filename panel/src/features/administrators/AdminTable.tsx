import type { Administrator } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { ActionItem, ActionMenu, ActionSeparator } from '../../ui/ActionMenu.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import type { AdminActs } from './useAdminActs.ts'

interface Props {
  readonly administrators: readonly Administrator[]
  readonly acts: AdminActs
  readonly onEdit: (administrator: Administrator) => void
  readonly onCode: (administrator: Administrator) => void
  readonly onDelete: (administrator: Administrator) => void
}

const LOOKS = {
  active: { kind: 'success', icon: 'check' },
  invited: { kind: 'info', icon: 'clock' },
  disabled: { kind: 'danger', icon: 'cross' },
} as const

export function AdminTable({ administrators, ...rest }: Props) {
  const columns = [
    { name: t('admins.username') },
    { name: t('admins.type') },
    { name: t('admins.state') },
    { name: t('admins.lastSignIn') },
    { name: t('menu.more'), hidden: true },
  ]
  return (
    <Table caption={t('admins.title')} columns={columns} cards>
      {administrators.map((administrator) => (
        <Row key={administrator.id} administrator={administrator} {...rest} />
      ))}
    </Table>
  )
}

function Row({
  administrator,
  acts,
  onEdit,
  onCode,
  onDelete,
}: Omit<Props, 'administrators'> & { readonly administrator: Administrator }) {
  const { username, firstName, lastName, type, application, state, locked, lastSignInAt } = administrator
  const isOwn = useUser().id === administrator.id
  const name = `${firstName} ${lastName}`.trim()
  return (
    <tr>
      <th scope="row">
        <span translate="no">{username}</span> {isOwn && `(${t('admins.you')})`}
        {name !== '' && <div>{name}</div>}
      </th>
      <td data-label={t('admins.type')}>
        {t(`admins.typeShort.${type}`)} {application && <Badge kind="info">{t('admins.application')}</Badge>}
      </td>
      <td>
        <Badge {...LOOKS[state]}>{t(`admins.state.${state}`)}</Badge>{' '}
        {locked && (
          <Badge kind="warning" icon="clock">
            {t('admins.locked')}
          </Badge>
        )}
      </td>
      <td data-label={t('admins.lastSignIn')}>
        {lastSignInAt === null ? t('admins.never') : <RelativeTime at={lastSignInAt} />}
      </td>
      <td data-acts>
        <ActionMenu name={t('admins.moreFor', { name: username })}>
          <ActionItem onClick={() => onEdit(administrator)}>{t('admins.edit')}</ActionItem>
          {state === 'invited' && (
            <ActionItem onClick={() => acts.invite.run(administrator)}>{t('admins.inviteAgain')}</ActionItem>
          )}
          {locked && (
            <ActionItem onClick={() => acts.unlock.run(administrator)}>{t('admins.unlock')}</ActionItem>
          )}
          <ActionItem icon="code" onClick={() => onCode(administrator)}>
            {t('action.showAsCode')}
          </ActionItem>
          {!isOwn && <ActionSeparator />}
          {!isOwn && (
            <ActionItem onClick={() => acts.toggle.run(administrator)}>
              {t(administrator.enabled ? 'admins.disable' : 'admins.enable')}
            </ActionItem>
          )}
          {!isOwn && (
            <ActionItem danger onClick={() => onDelete(administrator)}>
              {t('admins.delete')}
            </ActionItem>
          )}
        </ActionMenu>
      </td>
    </tr>
  )
}
