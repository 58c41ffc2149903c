import '../../../lib/messages/en/groups.ts'
import '../../../lib/messages/en/users.ts'
import type { ListedUserGroup } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { formatDate } from '../../../lib/format.ts'
import { t } from '../../../lib/messages/index.ts'
import { formatNumber } from '../../../lib/numbers.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { NotAllowed } from '../../../ui/NotAllowed.tsx'
import { Page } from '../../../ui/Page.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { Table } from '../../../ui/Table.tsx'
import { USERS } from '../queries.ts'
import { roleName } from '../roleName.ts'
import styles from '../UsersPage.module.css'
import { NewGroupDialog } from './NewGroupDialog.tsx'
import { groupsQuery } from './queries.ts'
import { groupsSnippets } from './snippets.ts'
import { UserTabs } from './UserTabs.tsx'

/** The groups of an account. What is looked for is part of the address. */
export default function GroupsPage() {
  const allowed = managesUsers(useUser())
  const given = new URLSearchParams(useLocation().searchStr)
  const account = given.get('account') ?? ''
  const [making, setMaking] = useState(false)
  const { data, error, refetch } = useQuery({ ...groupsQuery(account), enabled: allowed })
  if (!allowed) return <NotAllowed title={t('groups.title')} reason={t('groups.notAllowed')} />
  const button = (
    <Button kind="primary" onClick={() => setMaking(true)}>
      <Icon name="plus" />
      {t('groups.new')}
    </Button>
  )
  return (
    <Page title={t('groups.title')} lead={t('groups.lead')} aside={data && data.length > 0 && button}>
      <UserTabs current="groups" account={account} />
      {error && <ErrorState error={error} title={t('groups.failed')} onRetry={() => refetch()} />}
      {!error && !data && <Loading lines={6} onRetry={() => refetch()} />}
      {data?.length === 0 && (
        <div className={styles['nobody']}>
          <h2>{t('groups.none')}</h2>
          <p>{t('groups.noneText')}</p>
          {button}
        </div>
      )}
      {data && data.length > 0 && <Found groups={data} asked={{ text: given.get('text') ?? '', account }} />}
      <LastDone about={USERS} />
      <ShowAsCode name={t('groups.code')} snippets={groupsSnippets(window.location.origin, account)} />
      {making && <NewGroupDialog account={account} onClose={() => setMaking(false)} />}
    </Page>
  )
}

interface FoundProps {
  readonly groups: readonly ListedUserGroup[]
  readonly asked: { readonly text: string; readonly account: string }
}

/** All groups are there already: looking through them asks nobody. */
function Found({ groups, asked }: FoundProps) {
  const router = useRouter()
  const part = asked.text.trim().toLowerCase()
  const found = groups.filter(({ name, description }) =>
    `${name}\n${description}`.toLowerCase().includes(part),
  )
  return (
    <>
      <search>
        <SearchField
          label={t('groups.find')}
          hint={t('groups.findHint')}
          text={asked.text}
          onLook={(text) => router.history.replace(addressOf({ ...asked, text }))}
        />
      </search>
      {found.length > 0 ? (
        <>
          <Groups groups={found} />
          <p className={styles['more']} role="status">
            {t('groups.shown', { count: found.length })}
          </p>
        </>
      ) : (
        <div className={styles['nobody']} role="status">
          <h2>{t('groups.noMatch')}</h2>
          <Link to={addressOf({ ...asked, text: '' })} replace className={buttonClass('plain')}>
            {t('action.clearFilters')}
          </Link>
        </div>
      )}
    </>
  )
}

function addressOf(asked: FoundProps['asked']): string {
  const given = Object.entries(asked).filter(([, value]) => value !== '')
  return given.length === 0 ? '/groups' : `/groups?${new URLSearchParams(given)}`
}

function Groups({ groups }: { readonly groups: readonly ListedUserGroup[] }) {
  return (
    <Table caption={t('groups.title')} columns={columns()} cards>
      {groups.map(({ id, name, description, roles, memberCount, createdAt }) => (
        <tr key={id}>
          <th scope="row">
            <span className={styles['name']}>
              <Link to="/groups/$groupId" params={{ groupId: id }} translate="no">
                {name}
              </Link>
            </span>
            {description !== '' && (
              <span className={styles['email']} translate="no">
                {description}
              </span>
            )}
          </th>
          <td data-label={t('groups.roles')}>
            {roles.length === 0 ? (
              <span className={styles['muted']}>{t('groups.noRoles')}</span>
            ) : (
              roles.map(roleName).join(', ')
            )}
          </td>
          <td data-label={t('groups.members')} data-numeric>
            {formatNumber(memberCount)}
          </td>
          <td data-label={t('users.created')}>
            <time dateTime={createdAt} className={styles['date']}>
              {formatDate(createdAt)}
            </time>
          </td>
        </tr>
      ))}
    </Table>
  )
}

const columns = () => [
  { name: t('groups.name') },
  { name: t('groups.roles') },
  { name: t('groups.members'), numeric: true },
  { name: t('users.created') },
]
