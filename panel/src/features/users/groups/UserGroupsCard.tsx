import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Hidden } from '../../../ui/Hidden.tsx'
import { Select } from '../../../ui/Select.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { Table } from '../../../ui/Table.tsx'
import { roleName } from '../roleName.ts'
import styles from '../UsersPage.module.css'
import { groupsOfQuery, groupsQuery } from './queries.ts'
import { groupsOfSnippets } from './snippets.ts'
import { useMembers } from './useMembers.ts'

/** The groups that a user is in. */
export function UserGroupsCard({ user }: { readonly user: ManagedUser }) {
  const { data: groups, error, refetch } = useQuery(groupsOfQuery(user.id))
  const manages = managesUsers(useUser())
  const { leave, join } = useMembers()
  const failed = leave.error ?? join.error
  if (error) return <ErrorState error={error} title={t('groups.failed')} onRetry={() => refetch()} />
  if (!groups) return null
  return (
    <Card
      title={t('userGroups.title')}
      lead={groups.length === 0 ? t('userGroups.none', { name: user.name }) : t('userGroups.lead')}
    >
      {failed !== null && <ErrorState error={failed} title={t('userGroups.failed')} />}
      {groups.length > 0 && (
        <Table caption={t('userGroups.title')} columns={columns()} cards>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row" translate="no">
                {manages ? (
                  <Link to="/groups/$groupId" params={{ groupId: group.id }}>
                    {group.name}
                  </Link>
                ) : (
                  group.name
                )}
              </th>
              <td data-label={t('groups.roles')}>
                {group.roles.length === 0 ? t('groups.noRoles') : group.roles.map(roleName).join(', ')}
              </td>
              <td data-acts>
                {manages && user.manageable && (
                  <Button kind="quiet" disabled={leave.busy} onClick={() => leave.run({ group, user })}>
                    {t('group.remove')} <Hidden>{group.name}</Hidden>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {manages && user.manageable && <Join user={user} taken={groups.map(({ id }) => id)} join={join} />}
      <ShowAsCode name={t('userGroups.code')} snippets={groupsOfSnippets(window.location.origin, user.id)} />
    </Card>
  )
}

const columns = () => [
  { name: t('groups.name') },
  { name: t('groups.roles') },
  { name: t('group.acts'), hidden: true },
]

interface JoinProps {
  readonly user: ManagedUser
  readonly taken: readonly string[]
  readonly join: ReturnType<typeof useMembers>['join']
}

function Join({ user, taken, join }: JoinProps) {
  const { data = [] } = useQuery(groupsQuery(user.accountId))
  const [chosen, setChosen] = useState('')
  const others = data.filter(({ id }) => !taken.includes(id))
  const group = others.find(({ id }) => id === chosen)
  if (others.length === 0) return null
  return (
    <form
      className={styles['join']}
      onSubmit={(event) => {
        event.preventDefault()
        if (group) join.run({ group, user })
      }}
    >
      <Select
        label={t('userGroups.join')}
        value={group?.id ?? ''}
        options={[
          { value: '', label: t('userGroups.choose') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button type="submit" busy={join.busy} disabled={!group}>
        {t('userGroups.add')}
      </Button>
    </form>
  )
}
