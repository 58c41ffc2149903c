import type { GroupMember, UserGroup } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Hidden } from '../../../ui/Hidden.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Table } from '../../../ui/Table.tsx'
import styles from '../UsersPage.module.css'
import { AddMembersDialog } from './AddMembersDialog.tsx'
import { useMembers } from './useMembers.ts'

/** Who is in a group. */
export function MembersCard({ group }: { readonly group: UserGroup }) {
  const [adding, setAdding] = useState(false)
  const { leave } = useMembers()
  const { members } = group
  return (
    <Card
      title={t('groups.members')}
      lead={members.length === 0 ? t('group.noMembers') : t('group.membersLead', { count: members.length })}
      aside={
        <Button onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {t('group.add')}
        </Button>
      }
    >
      {leave.error !== null && <ErrorState error={leave.error} title={t('group.notRemoved')} />}
      {members.length > 0 && (
        <Table caption={t('groups.members')} columns={columns()} cards>
          {members.map((member) => (
            <Row
              key={member.id}
              member={member}
              busy={leave.busy}
              onRemove={() => leave.run({ group, user: member })}
            />
          ))}
        </Table>
      )}
      {adding && <AddMembersDialog group={group} onClose={() => setAdding(false)} />}
    </Card>
  )
}

const columns = () => [
  { name: t('group.member') },
  { name: t('group.state') },
  { name: t('group.acts'), hidden: true },
]

interface RowProps {
  readonly member: GroupMember
  readonly busy: boolean
  readonly onRemove: () => void
}

function Row({ member: { id, name, enabled }, busy, onRemove }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <span className={styles['name']}>
          <Link to="/users/$userId" params={{ userId: id }} translate="no">
            {name}
          </Link>
        </span>
      </th>
      <td>
        <Badge kind={enabled ? 'success' : 'danger'} icon={enabled ? 'check' : 'cross'}>
          {t(enabled ? 'group.active' : 'group.disabled')}
        </Badge>
      </td>
      <td data-acts>
        <Button kind="quiet" disabled={busy} onClick={onRemove}>
          {t('group.remove')} <Hidden>{name}</Hidden>
        </Button>
      </td>
    </tr>
  )
}
