import { core } from './core.ts'
import { administrators } from './en/administrators.ts'
import { aliases } from './en/aliases.ts'
import { apis } from './en/apis.ts'
import { appPasswords } from './en/appPasswords.ts'
import { audit, auditActs } from './en/audit.ts'
import { bulk } from './en/bulk.ts'
import { conflict, conflictFields, conflictValues } from './en/conflict.ts'
import { contact } from './en/contact.ts'
import { credentials } from './en/credentials.ts'
import { delivery } from './en/delivery.ts'
import { domainList } from './en/domainList.ts'
import { email } from './en/email.ts'
import { groupLists } from './en/groupLists.ts'
import { groups } from './en/groups.ts'
import { imports } from './en/imports.ts'
import { limits } from './en/limits.ts'
import { mailboxAccess } from './en/mailboxAccess.ts'
import { palette } from './en/palette.ts'
import { profile } from './en/profile.ts'
import { rights } from './en/rights.ts'
import { security } from './en/security.ts'
import { services } from './en/services.ts'
import { sessions } from './en/sessions.ts'
import { settings } from './en/settings.ts'
import { spam } from './en/spam.ts'
import { staff } from './en/staff.ts'
import { usage } from './en/usage.ts'
import { userFactors } from './en/userFactors.ts'
import { users } from './en/users.ts'

/** Every English text of the panel, for its types and for tests. */
export const en = {
  ...core,
  ...palette,
  ...usage,
  ...apis,
  ...services,
  ...audit,
  ...auditActs,
  ...settings,
  ...security,
  ...limits,
  ...users,
  ...domainList,
  ...email,
  ...conflict,
  ...conflictFields,
  ...conflictValues,
  ...contact,
  ...mailboxAccess,
  ...delivery,
  ...spam,
  ...appPasswords,
  ...imports,
  ...aliases,
  ...groupLists,
  ...groups,
  ...bulk,
  ...userFactors,
  ...rights,
  ...sessions,
  ...profile,
  ...administrators,
  ...credentials,
  ...staff,
}
