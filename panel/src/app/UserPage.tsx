import '../lib/messages/en/audit.ts'
import '../lib/messages/en/groups.ts'
import '../lib/messages/en/rights.ts'
import '../lib/messages/en/sessions.ts'
import '../lib/messages/en/staff.ts'
import '../lib/messages/en/userFactors.ts'
import '../lib/messages/en/users.ts'
import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useParams } from '@tanstack/react-router'
import { ApiKeyRow } from '../features/api-key/ApiKeyRow.tsx'
import { ReconnectTracker } from '../features/api-key/ReconnectTracker.tsx'
import { KeySubjectContext } from '../features/api-key/subject.ts'
import { UserActivity } from '../features/audit/Activity.tsx'
import { SessionList } from '../features/sessions/SessionList.tsx'
import { sessionsSnippets } from '../features/sessions/snippets.ts'
import { CredentialsCard } from '../features/users/CredentialsCard.tsx'
import { DetailsTab } from '../features/users/DetailsTab.tsx'
import { FactorsCard } from '../features/users/FactorsCard.tsx'
import { userQuery } from '../features/users/queries.ts'
import { RolesTab } from '../features/users/RolesTab.tsx'
import { type Tab, tabIn } from '../features/users/tabs.ts'
import { UserFrame } from '../features/users/UserFrame.tsx'
import { userSnippets } from '../features/users/userSnippets.ts'
import { isCode } from '../lib/errors.ts'
import { t } from '../lib/messages/index.ts'
import { assistsUsers } from '../lib/rights.ts'
import { useUser } from '../lib/session.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Details } from '../ui/Details.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { NotAllowed } from '../ui/NotAllowed.tsx'
import { Page } from '../ui/Page.tsx'
import { ShowAsCode } from '../ui/ShowAsCode.tsx'

/** One user: details, roles, key, sessions, and what the log says. Which part is shown is in the address. */
export default function UserPage() {
  const { userId = '' } = useParams({ strict: false })
  const { searchStr } = useLocation()
  const allowed = assistsUsers(useUser())
  const { data: user, error, refetch } = useQuery({ ...userQuery(userId), enabled: allowed })
  if (!allowed) return <NotAllowed title={t('area.users')} reason={t('users.notAllowed')} />
  if (isCode(error, 'not_found')) return <Gone />
  if (isCode(error, 'forbidden')) return <NotAllowed title={t('area.users')} reason={t('user.outOfReach')} />
  if (user) {
    const tab = tabIn(searchStr, user)
    return (
      <UserFrame user={user} tab={tab}>
        <Part user={user} tab={tab} />
      </UserFrame>
    )
  }
  return (
    <Page title={t('area.users')}>
      {error ? (
        <ErrorState error={error} title={t('user.failed')} onRetry={() => refetch()} />
      ) : (
        <Loading lines={8} onRetry={() => refetch()} />
      )}
    </Page>
  )
}

function Part({ user, tab }: { readonly user: ManagedUser; readonly tab: Tab }) {
  const me = useUser()
  const whose = me.id === user.id ? 'me' : user.id
  const { origin } = window.location
  switch (tab) {
    case 'details':
      return (
        <>
          <DetailsTab user={user} />
          <FactorsCard user={user} />
          <ShowAsCode name={t('code.userName')} snippets={userSnippets(origin, user.id)} />
        </>
      )
    case 'roles':
      return <RolesTab user={user} />
    case 'keys':
      return (
        <KeySubjectContext value={{ whose, userId: user.id, name: user.name, accountId: user.accountId }}>
          <Card title={t('user.tab.keys')}>
            <Details>
              <ApiKeyRow />
            </Details>
          </Card>
          <ReconnectTracker />
          <CredentialsCard user={user} />
        </KeySubjectContext>
      )
    case 'sessions':
      return (
        <>
          <SessionList whose={whose} name={user.name} />
          <ShowAsCode name={t('code.sessionsName')} snippets={sessionsSnippets(origin, whose)} />
        </>
      )
    case 'activity':
      return <UserActivity userId={user.id} chain={user.accountId === me.accountId ? '' : user.accountId} />
  }
}

/** Deleted since, or of another account: which of them is nobody's business. */
function Gone() {
  return (
    <Page title={t('notFound.title')} lead={t('user.gone')}>
      <div>
        <Link to="/users" className={buttonClass('plain')}>
          {t('area.users')}
        </Link>
      </div>
    </Page>
  )
}
