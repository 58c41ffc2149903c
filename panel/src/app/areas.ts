import type { User } from '@keyward/sdk'
import { lazyRouteComponent as lazy, type RouteComponent } from '@tanstack/react-router'
import type { PlainKey } from '../lib/messages/index.ts'
import { assistsUsers, managesAccount, usesEmail } from '../lib/rights.ts'
import { isSignedOut } from '../lib/session.ts'
import { AccountSettingsPage } from './AccountSettingsPage.tsx'
import { HomePage } from './HomePage.tsx'

const ApisPage = lazy(() => import('../features/apis/ApisPage.tsx'))
const ApiPage = lazy(() => import('../features/apis/ApiPage.tsx'))
const OperationPage = lazy(() => import('../features/apis/OperationPage.tsx'))
const HistoryPage = lazy(() => import('../features/apis/HistoryPage.tsx'))
const ServicesPage = lazy(() => import('../features/services/ServicesPage.tsx'))
const AuditPage = lazy(() => import('../features/audit/AuditPage.tsx'))
const LimitsPage = lazy(() => import('./LimitsPage.tsx'))
const SettingsPage = lazy(() => import('../features/settings/SettingsPage.tsx'))
const AdministratorsPage = lazy(() => import('../features/administrators/AdministratorsPage.tsx'))
const ProfilePage = lazy(() => import('../features/profile/ProfilePage.tsx'))
const KeyPairPage = lazy(() => import('../features/profile/KeyPairPage.tsx'))
const SecurityPage = lazy(() => import('../features/security/SecurityPage.tsx'))
const SessionsPage = lazy(() => import('../features/sessions/SessionsPage.tsx'))
const UserPage = lazy(() => import('./UserPage.tsx'))
const UsersPage = lazy(() => import('../features/users/UsersPage.tsx'))
const NewUserPage = lazy(() => import('../features/users/NewUserPage.tsx'))
const GroupsPage = lazy(() => import('../features/users/groups/GroupsPage.tsx'))
const GroupPage = lazy(() => import('../features/users/groups/GroupPage.tsx'))
const EmailHomePage = lazy(() => import('../features/email/EmailHomePage.tsx'))
const DomainsPage = lazy(() => import('../features/email/DomainsPage.tsx'))
const NewDomainPage = lazy(() => import('../features/email/NewDomainPage.tsx'))
const DomainPage = lazy(() => import('../features/email/DomainPage.tsx'))
const MailboxesPage = lazy(() => import('../features/email/MailboxesPage.tsx'))
const NewMailboxPage = lazy(() => import('../features/email/NewMailboxPage.tsx'))
const AliasesPage = lazy(() => import('../features/email/addresses/AliasesPage.tsx'))
const GroupListsPage = lazy(() => import('../features/email/addresses/GroupListsPage.tsx'))
const ImportPage = lazy(() => import('../features/email/imports/ImportPage.tsx'))
const AliasImportPage = lazy(() => import('../features/email/imports/AliasImportPage.tsx'))
const UserImportPage = lazy(() => import('../features/email/imports/UserImportPage.tsx'))
const JobPage = lazy(() => import('../features/email/imports/JobPage.tsx'))
const JobsPage = lazy(() => import('../features/email/imports/JobsPage.tsx'))
const MailboxPage = lazy(() => import('./MailboxPage.tsx'))
const CredentialsPage = lazy(() => import('../features/credentials/CredentialsPage.tsx'))
const UsagePage = lazy(() => import('../features/usage/UsagePage.tsx'))

/** An address of the panel and what is there. */
export interface Place {
  readonly path: string
  readonly page: RouteComponent
  /** Needs no sign-in. The server must know, too: `OPEN_PAGES` in its `app-pages.ts`. */
  readonly open?: true
}

/** A place with a name, a key after `g` that leads there, and who shows a link to it. */
export interface Area extends Place {
  readonly name: PlainKey
  readonly goKey: string
  readonly shownIn: readonly ('bar' | 'menu')[]
  /** Who gets to see links to it; everybody without it. The page itself says why it is not for the others. */
  readonly isFor?: (user: User) => boolean
}

/** What somebody may open: all of it, or what a link is shown to in one place. Without a user, what is open to all. */
export function areasFor(user: User | undefined, place?: Area['shownIn'][number]): readonly Area[] {
  const may = areas.filter(
    ({ open, isFor }) =>
      open === true || (!isSignedOut() && (isFor === undefined || (user !== undefined && isFor(user)))),
  )
  return place === undefined ? may : may.filter(({ shownIn }) => shownIn.includes(place))
}

export const areas: readonly Area[] = [
  { path: '/', name: 'area.home', goKey: 'h', shownIn: ['bar'], page: HomePage },
  {
    path: '/account/settings',
    name: 'area.settings',
    goKey: 's',
    shownIn: ['menu'],
    page: AccountSettingsPage,
  },
  { path: '/profile', name: 'area.profile', goKey: 'o', shownIn: ['menu'], page: ProfilePage },
  {
    path: '/profile/security',
    name: 'area.security',
    goKey: 'f',
    shownIn: ['menu'],
    page: SecurityPage,
  },
  {
    path: '/users',
    name: 'area.users',
    goKey: 'm',
    shownIn: ['menu'],
    page: UsersPage,
    isFor: assistsUsers,
  },
  { path: '/email', name: 'area.email', goKey: 'e', shownIn: ['bar'], page: EmailHomePage, isFor: usesEmail },
  { path: '/usage', name: 'area.usage', goKey: 'u', shownIn: ['bar', 'menu'], page: UsagePage },
  {
    path: '/apis',
    name: 'area.apis',
    goKey: 'c',
    shownIn: ['bar'],
    page: ApisPage,
    open: true,
  },
  { path: '/services', name: 'area.services', goKey: 'v', shownIn: ['menu'], page: ServicesPage },
  { path: '/limits', name: 'area.limits', goKey: 'l', shownIn: ['menu'], page: LimitsPage },
  {
    path: '/settings',
    name: 'area.policies',
    goKey: 'p',
    shownIn: ['menu'],
    page: SettingsPage,
    isFor: managesAccount,
  },
  {
    path: '/audit',
    name: 'area.audit',
    goKey: 'a',
    shownIn: ['bar'],
    page: AuditPage,
    isFor: managesAccount,
  },
]

/** Places within areas. */
export const subpages: readonly Place[] = [
  { path: '/email/domains', page: DomainsPage },
  { path: '/email/domains/new', page: NewDomainPage },
  { path: '/email/domains/$domain', page: DomainPage },
  { path: '/email/mailboxes', page: MailboxesPage },
  { path: '/email/mailboxes/new', page: NewMailboxPage },
  { path: '/email/mailboxes/$mailbox', page: MailboxPage },
  { path: '/email/aliases', page: AliasesPage },
  { path: '/email/lists', page: GroupListsPage },
  { path: '/email/import', page: ImportPage },
  { path: '/email/aliases/import', page: AliasImportPage },
  { path: '/email/jobs', page: JobsPage },
  { path: '/email/jobs/$jobId', page: JobPage },
  { path: '/users/new', page: NewUserPage },
  { path: '/users/import', page: UserImportPage },
  { path: '/users/import/$jobId', page: UserImportPage },
  { path: '/users/$userId', page: UserPage },
  { path: '/groups', page: GroupsPage },
  { path: '/groups/$groupId', page: GroupPage },
  { path: '/account/application-credentials', page: CredentialsPage },
  { path: '/profile/api-keys', page: KeyPairPage },
  { path: '/admins', page: AdministratorsPage },
  { path: '/profile/sessions', page: SessionsPage },
  { path: '/apis/history', page: HistoryPage, open: true },
  { path: '/apis/$api', page: ApiPage, open: true },
  { path: '/apis/$api/$operation', page: OperationPage, open: true },
]

/** Addresses of parts of a domain, and what shows them; the parts of the address by their names. */
export const within: Readonly<Record<string, (part: Readonly<Record<string, string>>) => string>> = {
  '/email/domains/$domain/mailboxes': (part) => ofDomain('/email/mailboxes', part),
  '/email/domains/$domain/mailboxes/new': (part) => ofDomain('/email/mailboxes/new', part),
  '/email/domains/$domain/mailboxes/import': (part) => ofDomain('/email/import', part),
  '/email/domains/$domain/mailboxes/$name': ({ domain, name }) =>
    `/email/mailboxes/${encodeURIComponent(`${name}@${domain}`)}`,
  '/email/domains/$domain/aliases': ({ domain }) =>
    `/email/aliases?${new URLSearchParams({ text: `@${domain}` })}`,
  '/email/domains/$domain/lists': (part) => ofDomain('/email/lists', part),
  '/admins/$userId': ({ userId }) => `/users/${userId}`,
}

const ofDomain = (path: string, { domain = '' }: Readonly<Record<string, string>>) =>
  `${path}?${new URLSearchParams({ domain })}`

/** Addresses that people know from elsewhere. */
export const moved: Readonly<Record<string, string>> = {
  '/account': '/account/settings',
  '/my-profile': '/profile',
  '/email/administrators': '/admins',
  '/user-management': '/users',
}
