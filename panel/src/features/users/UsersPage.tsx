import '../../lib/messages/en/sessions.ts'
import '../../lib/messages/en/users.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { managesUsers } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { Filters } from './Filters.tsx'
import {
  ALL_ACCOUNTS,
  type AskedUsers,
  narrows,
  usersAddress,
  usersAskedIn,
  usersQuestion,
} from './filter.ts'
import { NobodyElse, NoMatch } from './NoUsers.tsx'
import { usersQuery } from './queries.ts'
import { usersSnippets } from './snippets.ts'
import styles from './UsersPage.module.css'
import { UserTable } from './UserTable.tsx'

/** The people and programs of an account. What is looked for is part of the address. */
export default function UsersPage() {
  const user = useUser()
  const asked = usersAskedIn(useLocation().searchStr)
  const router = useRouter()
  if (!managesUsers(user)) return <NotAllowed title={t('area.users')} reason={t('users.notAllowed')} />
  const all = asked.account === ALL_ACCOUNTS
  const number = asked.account === '' ? user.accountId : asked.account
  return (
    <Page
      title={t('area.users')}
      lead={all ? t('users.leadAll') : t('users.lead', { number })}
      aside={
        <Link to="/users/new" className={buttonClass('primary')}>
          <Icon name="plus" />
          {t('users.create')}
        </Link>
      }
    >
      <Filters asked={asked} onLook={(next) => router.history.replace(usersAddress(next))} />
      <Found asked={asked} />
      <ShowAsCode
        name={t('code.usersName')}
        snippets={usersSnippets(window.location.origin, usersQuestion(asked, user))}
      />
    </Page>
  )
}

function Found({ asked }: { readonly asked: AskedUsers }) {
  const found = useInfiniteQuery(usersQuery(usersQuestion(asked, useUser())))
  const { data, error, refetch, isPlaceholderData } = found
  if (error) return <ErrorState error={error} title={t('users.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={8} onRetry={() => refetch()} />
  const users = data.pages.flatMap(({ items }) => items)
  if (users.length === 0) return <NoMatch asked={asked} />
  return (
    <div className={styles['found']} aria-busy={isPlaceholderData || undefined}>
      <UserTable users={users} asked={asked} />
      <div className={styles['more']}>
        <p role="status">
          {t(found.hasNextPage ? 'users.shownSoFar' : 'users.shown', { count: users.length })}
        </p>
        {found.hasNextPage && (
          <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('users.more')}
          </Button>
        )}
      </div>
      {users.length === 1 && !narrows(asked) && <NobodyElse />}
    </div>
  )
}
