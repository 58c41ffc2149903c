import type { Migration } from '../migrate.ts'
import { up as initial } from './0001-initial.ts'
import { up as showOnce } from './0002-show-once.ts'
import { up as roles } from './0003-roles.ts'
import { up as serviceRules } from './0004-service-rules.ts'
import { up as applicationCredentials } from './0005-application-credentials.ts'
import { up as auditSearch } from './0006-audit-search.ts'
import { up as userPages } from './0007-user-pages.ts'
import { up as accountRules } from './0008-account-rules.ts'
import { up as secondFactors } from './0009-second-factors.ts'
import { up as outbox } from './0010-outbox.ts'
import { up as catalog } from './0011-catalog.ts'
import { up as forgottenKeys } from './0012-forgotten-keys.ts'
import { up as administrators } from './0013-administrators.ts'
import { up as signedCalls } from './0014-signed-calls.ts'
import { up as hostedMail } from './0015-hosted-mail.ts'
import { up as mailSignIn } from './0016-mail-sign-in.ts'
import { up as administratorSettings } from './0017-administrator-settings.ts'
import { up as groupLists } from './0018-group-lists.ts'
import { up as mailSettings } from './0019-mail-settings.ts'
import { up as jobs } from './0020-jobs.ts'
import { up as domainNames } from './0021-domain-names.ts'
import { up as mailSessions } from './0022-mail-sessions.ts'
import { up as mailboxPages } from './0023-mailbox-pages.ts'
import { up as dkimKeys } from './0024-dkim-keys.ts'
import { up as mailboxSessions } from './0025-mailbox-sessions.ts'
import { up as mailViews } from './0026-mail-views.ts'
import { up as announcements } from './0027-announcements.ts'
import { up as mailboxCounts } from './0028-mailbox-counts.ts'
import { up as accountContacts } from './0029-account-contacts.ts'
import { up as mailboxAccess } from './0030-mailbox-access.ts'
import { up as passwordsDue } from './0031-passwords-due.ts'
import { up as ownDomains } from './0032-own-domains.ts'
import { up as descriptions } from './0033-descriptions.ts'
import { up as callMonths } from './0034-call-months.ts'
import { up as mailboxFactors } from './0035-mailbox-factors.ts'
import { up as usageThresholds } from './0036-usage-thresholds.ts'
import { up as lookAlikes } from './0037-look-alikes.ts'
import { up as contactTypes } from './0038-contact-types.ts'
import { up as callKinds } from './0039-call-kinds.ts'
import { up as callOutcomes } from './0040-call-outcomes.ts'
import { up as answerTimes } from './0041-answer-times.ts'
import { up as groups } from './0042-groups.ts'
import { up as contactIds } from './0043-contact-ids.ts'

/** In order. A released migration is frozen. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'initial', up: initial },
  { number: 2, name: 'show once', up: showOnce },
  { number: 3, name: 'roles', up: roles },
  { number: 4, name: 'service rules', up: serviceRules },
  { number: 5, name: 'application credentials', up: applicationCredentials },
  { number: 6, name: 'audit search', up: auditSearch },
  { number: 7, name: 'user pages', up: userPages },
  { number: 8, name: 'account rules', up: accountRules },
  { number: 9, name: 'second factors', up: secondFactors },
  { number: 10, name: 'outbox', up: outbox },
  { number: 11, name: 'catalog', up: catalog },
  { number: 12, name: 'forgotten keys', up: forgottenKeys },
  { number: 13, name: 'administrators', up: administrators },
  { number: 14, name: 'signed calls', up: signedCalls },
  { number: 15, name: 'hosted mail', up: hostedMail },
  { number: 16, name: 'mail sign-in', up: mailSignIn },
  { number: 17, name: 'administrator settings', up: administratorSettings },
  { number: 18, name: 'group lists', up: groupLists },
  { number: 19, name: 'mail settings', up: mailSettings },
  { number: 20, name: 'jobs', up: jobs },
  { number: 21, name: 'domain names', up: domainNames },
  { number: 22, name: 'mail sessions', up: mailSessions },
  { number: 23, name: 'mailbox pages', up: mailboxPages },
  { number: 24, name: 'dkim keys', up: dkimKeys },
  { number: 25, name: 'mailbox sessions', up: mailboxSessions },
  { number: 26, name: 'mail views', up: mailViews },
  { number: 27, name: 'announcements', up: announcements },
  { number: 28, name: 'mailbox counts', up: mailboxCounts },
  { number: 29, name: 'account contacts', up: accountContacts },
  { number: 30, name: 'mailbox access', up: mailboxAccess },
  { number: 31, name: 'passwords due', up: passwordsDue },
  { number: 32, name: 'own domains', up: ownDomains },
  { number: 33, name: 'descriptions', up: descriptions },
  { number: 34, name: 'call months', up: callMonths },
  { number: 35, name: 'mailbox factors', up: mailboxFactors },
  { number: 36, name: 'usage thresholds', up: usageThresholds },
  { number: 37, name: 'look alikes', up: lookAlikes },
  { number: 38, name: 'contact types', up: contactTypes },
  { number: 39, name: 'call kinds', up: callKinds },
  { number: 40, name: 'call outcomes', up: callOutcomes },
  { number: 41, name: 'answer times', up: answerTimes },
  { number: 42, name: 'groups', up: groups },
  { number: 43, name: 'contact ids', up: contactIds },
]
