import '../../lib/messages/en/bulk.ts'
import '../../lib/messages/en/groups.ts'
import '../../lib/messages/en/sessions.ts'
import '../../lib/messages/en/staff.ts'
import '../../lib/messages/en/userFactors.ts'
import '../../lib/messages/en/users.ts'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { assistsUsers, managesUsers } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { ActingNotice } from './ActingNotice.tsx'
import { Filters } from './Filters.tsx'
import { FoundUsers } from './FoundUsers.tsx'
import { ALL_ACCOUNTS, usersAddress, usersAskedIn, usersQuestion } from './filter.ts'
import { UserTabs } from './groups/UserTabs.tsx'
import { USERS } from './queries.ts'
import { usersSnippets } from './snippets.ts'
import styles from './UsersPage.module.css'

/** The people and programs of an account. What is looked for is part of the address. */
export default function UsersPage() {
  const user = useUser()
  const asked = usersAskedIn(useLocation().searchStr)
  const router = useRouter()
  if (!assistsUsers(user)) return <NotAllowed title={t('area.users')} reason={t('users.notAllowed')} />
  const all = asked.account === ALL_ACCOUNTS
  const number = asked.account === '' ? user.accountId : asked.account
  return (
    <Page
      title={t('area.users')}
      lead={all ? t('users.leadAll') : t('users.lead', { number })}
      aside={
        managesUsers(user) && (
          <div className={styles['acts']}>
            <Link to="/users/import" className={buttonClass('plain')}>
              {t('users.import')}
            </Link>
            <Link to="/users/new" className={buttonClass('primary')}>
              <Icon name="plus" />
              {t('users.create')}
            </Link>
          </div>
        )
      }
    >
      <UserTabs current="users" account={asked.account} />
      <ActingNotice />
      <Filters asked={asked} onLook={(next) => router.history.replace(usersAddress(next))} />
      {/* Made anew for another filter: nobody acts on somebody whom they do not look at. */}
      <FoundUsers key={usersAddress({ ...asked, sort: '' })} asked={asked} />
      <LastDone about={USERS} />
      <ShowAsCode
        name={t('code.usersName')}
        snippets={usersSnippets(window.location.origin, usersQuestion(asked, user))}
      />
    </Page>
  )
}
