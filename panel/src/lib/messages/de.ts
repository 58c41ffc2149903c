import { account } from './de/account.ts'
import { apiKey } from './de/apiKey.ts'
import { apis } from './de/apis.ts'
import { audit, auditActs } from './de/audit.ts'
import { bulk } from './de/bulk.ts'
import { common } from './de/common.ts'
import { credentials } from './de/credentials.ts'
import { groups } from './de/groups.ts'
import { home } from './de/home.ts'
import { limits } from './de/limits.ts'
import { palette } from './de/palette.ts'
import { rights } from './de/rights.ts'
import { security } from './de/security.ts'
import { services } from './de/services.ts'
import { session } from './de/session.ts'
import { sessions } from './de/sessions.ts'
import { settings } from './de/settings.ts'
import { shell } from './de/shell.ts'
import { staff } from './de/staff.ts'
import { usage } from './de/usage.ts'
import { userFactors } from './de/userFactors.ts'
import { users } from './de/users.ts'

/** Every German text but those of the e-mail area, which would be too much for one file to load. */
export const de = {
  ...account,
  ...apiKey,
  ...apis,
  ...audit,
  ...auditActs,
  ...bulk,
  ...common,
  ...credentials,
  ...groups,
  ...home,
  ...limits,
  ...palette,
  ...rights,
  ...security,
  ...services,
  ...session,
  ...sessions,
  ...settings,
  ...shell,
  ...staff,
  ...usage,
  ...userFactors,
  ...users,
}
