import type { Stores } from '../domain/store.ts'
import { accessRuleQueries } from './queries/access-rules.ts'
import { accountContactQueries } from './queries/account-contacts.ts'
import { accountQueries } from './queries/accounts.ts'
import { administratorQueries } from './queries/administrators.ts'
import { aliasQueries } from './queries/aliases.ts'
import { answerTimeQueries } from './queries/answer-times.ts'
import { appPasswordQueries } from './queries/app-passwords.ts'
import { applicationCredentialQueries } from './queries/application-credentials.ts'
import { auditQueries } from './queries/audit.ts'
import { callQueries } from './queries/calls.ts'
import { catalogQueries } from './queries/catalog.ts'
import { deliveryQueries } from './queries/delivery.ts'
import { dkimKeyQueries } from './queries/dkim-keys.ts'
import { endpointQueries } from './queries/endpoints.ts'
import { factorFailureQueries } from './queries/factor-failures.ts'
import { forgottenKeyQueries } from './queries/forgotten-keys.ts'
import { groupListQueries } from './queries/group-lists.ts'
import { groupQueries } from './queries/groups.ts'
import { jobQueries } from './queries/jobs.ts'
import { keyPairQueries } from './queries/key-pairs.ts'
import { keyQueries } from './queries/keys.ts'
import { linkQueries } from './queries/links.ts'
import { loginTokenQueries } from './queries/login-tokens.ts'
import { mailDomainQueries } from './queries/mail-domains.ts'
import { mailSettingsQueries } from './queries/mail-settings.ts'
import { mailboxFactorQueries } from './queries/mailbox-factors.ts'
import { mailboxSessionQueries } from './queries/mailbox-sessions.ts'
import { mailboxQueries } from './queries/mailboxes.ts'
import { metaQueries } from './queries/meta.ts'
import { networkQueries } from './queries/networks.ts'
import { outboxQueries } from './queries/outbox.ts'
import { passkeyQueries } from './queries/passkeys.ts'
import { pendingLoginQueries } from './queries/pending-logins.ts'
import { recoveryCodeQueries } from './queries/recovery-codes.ts'
import { resultQueries } from './queries/results.ts'
import { ringQueries } from './queries/ring.ts'
import { roleQueries } from './queries/roles.ts'
import { senderListQueries } from './queries/sender-lists.ts'
import { serviceRuleQueries } from './queries/service-rules.ts'
import { sessionEndQueries } from './queries/session-ends.ts'
import { sessionQueries } from './queries/sessions.ts'
import { oldPasswordQueries, secretAnswerQueries, supportPinQueries } from './queries/support.ts'
import { thresholdQueries } from './queries/thresholds.ts'
import { tokenQueries } from './queries/tokens.ts'
import { totpQueries } from './queries/totp.ts'
import { userQueries } from './queries/users.ts'
import type { Session } from './session.ts'

/** The domain's stores over one session: the same text on both engines, in and outside a transaction. */
export function storesOn(session: Session): Stores {
  return {
    accounts: accountQueries(session),
    users: userQueries(session),
    thresholds: thresholdQueries(session),
    answerTimes: answerTimeQueries(session),
    accountContacts: accountContactQueries(session),
    administrators: administratorQueries(session),
    roles: roleQueries(session),
    groups: groupQueries(session),
    keys: keyQueries(session),
    forgottenKeys: forgottenKeyQueries(session),
    keyPairs: keyPairQueries(session),
    applicationCredentials: applicationCredentialQueries(session),
    accessRules: accessRuleQueries(session),
    sessions: sessionQueries(session),
    links: linkQueries(session),
    loginTokens: loginTokenQueries(session),
    outbox: outboxQueries(session),
    tokens: tokenQueries(session),
    endpoints: endpointQueries(session),
    catalog: catalogQueries(session),
    serviceRules: serviceRuleQueries(session),
    totp: totpQueries(session),
    recoveryCodes: recoveryCodeQueries(session),
    factorFailures: factorFailureQueries(session),
    passkeys: passkeyQueries(session),
    pendingLogins: pendingLoginQueries(session),
    audit: auditQueries(session),
    calls: callQueries(session),
    results: resultQueries(session),
    networks: networkQueries(session),
    ring: ringQueries(session),
    meta: metaQueries(session),
    passwords: oldPasswordQueries(session),
    supportPins: supportPinQueries(session),
    secretAnswers: secretAnswerQueries(session),
    mailDomains: mailDomainQueries(session),
    dkimKeys: dkimKeyQueries(session),
    mailSettings: mailSettingsQueries(session),
    senderLists: senderListQueries(session),
    mailboxes: mailboxQueries(session),
    aliases: aliasQueries(session),
    delivery: deliveryQueries(session),
    sessionEnds: sessionEndQueries(session),
    appPasswords: appPasswordQueries(session),
    mailboxSessions: mailboxSessionQueries(session),
    mailboxFactors: mailboxFactorQueries(session),
    lists: groupListQueries(session),
    jobs: jobQueries(session),
  }
}
