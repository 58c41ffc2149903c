import { account } from './de/account.ts'
import { apiKey } from './de/apiKey.ts'
import { apis } from './de/apis.ts'
import { audit, auditActs } from './de/audit.ts'
import { bulk } from './de/bulk.ts'
import { common } from './de/common.ts'
import { credentials } from './de/credentials.ts'
import { home } from './de/home.ts'
import { palette } from './de/palette.ts'
import { session } from './de/session.ts'
import { shell } from './de/shell.ts'

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
  ...home,
  ...palette,
  ...session,
  ...shell,
}
