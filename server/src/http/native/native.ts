import type { DialectPlugin } from '../kit/context.ts'
import { refuseCredentialsInAddresses } from '../kit/credential-in-address.ts'
import { refuseOtherPaths } from '../kit/methods.ts'
import { answerError } from './errors.ts'
import type { NativeRoute } from './route.ts'
import { ACCOUNT_ROUTES } from './routes/account.ts'
import { ADMINISTRATOR_ROUTES } from './routes/administrators.ts'
import { ALIAS_ROUTES } from './routes/aliases.ts'
import { APP_PASSWORD_ROUTES } from './routes/app-passwords.ts'
import { APPLICATION_CREDENTIAL_ROUTES } from './routes/application-credentials.ts'
import { AUDIT_ROUTES } from './routes/audit.ts'
import { CALLER_ROUTES } from './routes/callers.ts'
import { CATALOG_ROUTES } from './routes/catalog.ts'
import { DKIM_ROUTES } from './routes/dkim.ts'
import { DOMAIN_MAIL_ROUTES } from './routes/domain-mail.ts'
import { GROUP_LIST_ROUTES } from './routes/group-lists.ts'
import { GROUP_ROUTES } from './routes/groups.ts'
import { IMPORT_ROUTES } from './routes/imports.ts'
import { JOB_ROUTES } from './routes/jobs.ts'
import { KEY_PAIR_ROUTES } from './routes/key-pairs.ts'
import { KEY_ROUTES } from './routes/keys.ts'
import { MADE_ROLE_ROUTES } from './routes/made-roles.ts'
import { MAIL_DOMAIN_ROUTES } from './routes/mail-domains.ts'
import { MAIL_EXPORT_ROUTES } from './routes/mail-exports.ts'
import { MAIL_SYSTEM_ROUTES } from './routes/mail-system.ts'
import { MAILBOX_ROUTES } from './routes/mailboxes.ts'
import { MANAGED_USER_ROUTES } from './routes/managed-users.ts'
import { OWNER_RULE_ROUTES } from './routes/owner-rules.ts'
import { PASSKEY_ROUTES } from './routes/passkeys.ts'
import { referenceRoutes } from './routes/reference.ts'
import { ROLE_ROUTES } from './routes/roles.ts'
import { SECOND_FACTOR_ROUTES } from './routes/second-factors.ts'
import { SERVICE_ROUTES } from './routes/services.ts'
import { SESSION_ROUTES } from './routes/session.ts'
import { SPAM_ROUTES } from './routes/spam.ts'
import { SUPPORT_ROUTES } from './routes/support.ts'
import { THRESHOLD_ROUTES } from './routes/thresholds.ts'
import { USER_SESSION_ROUTES } from './routes/user-sessions.ts'
import { USER_ROUTES } from './routes/users.ts'
import { VERIFY_ROUTES } from './routes/verify.ts'
import { serve } from './serve.ts'
import { paired } from './version.ts'

const USE_CASES = [
  ...SESSION_ROUTES,
  ...USER_ROUTES,
  ...MANAGED_USER_ROUTES,
  ...USER_SESSION_ROUTES,
  ...APPLICATION_CREDENTIAL_ROUTES,
  ...SUPPORT_ROUTES,
  ...SECOND_FACTOR_ROUTES,
  ...PASSKEY_ROUTES,
  ...KEY_ROUTES,
  ...KEY_PAIR_ROUTES,
  ...ADMINISTRATOR_ROUTES,
  ...CALLER_ROUTES,
  ...THRESHOLD_ROUTES,
  ...CATALOG_ROUTES,
  ...ACCOUNT_ROUTES,
  ...AUDIT_ROUTES,
  ...SERVICE_ROUTES,
  ...MADE_ROLE_ROUTES,
  ...ROLE_ROUTES,
  ...GROUP_ROUTES,
  ...ALIAS_ROUTES,
  ...GROUP_LIST_ROUTES,
  ...IMPORT_ROUTES,
  ...JOB_ROUTES,
  ...VERIFY_ROUTES,
  ...MAIL_DOMAIN_ROUTES,
  ...MAIL_EXPORT_ROUTES,
  ...MAILBOX_ROUTES,
  ...APP_PASSWORD_ROUTES,
  ...MAIL_SYSTEM_ROUTES,
  ...DKIM_ROUTES,
  ...DOMAIN_MAIL_ROUTES,
  ...OWNER_RULE_ROUTES,
  ...SPAM_ROUTES,
]

/** Every route of the native API. */
export const NATIVE_ROUTES: readonly NativeRoute[] = paired([...USE_CASES, ...referenceRoutes(USE_CASES)])

/** The native API: what the panel does, and what any program may do the same way. */
export const nativeDialect: DialectPlugin = {
  name: 'native',
  prefix: '/api/v1',
  register: (app, context) => {
    app.setErrorHandler(answerError)
    refuseCredentialsInAddresses(app)
    refuseOtherPaths(app)
    for (const route of NATIVE_ROUTES) serve(app, context, route)
  },
}
