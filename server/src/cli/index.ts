import type { Noun } from './command.ts'
import { account } from './commands/account.ts'
import { adminKey } from './commands/admin-key.ts'
import { appPassword } from './commands/app-password.ts'
import { audit } from './commands/audit.ts'
import { backup } from './commands/backup.ts'
import { dataKeys } from './commands/data-keys.ts'
import { doctor } from './commands/doctor.ts'
import { domain } from './commands/domain.ts'
import { key } from './commands/key.ts'
import { mail } from './commands/mail.ts'
import { masterKey } from './commands/master-key.ts'
import { migrate } from './commands/migrate.ts'
import { restore } from './commands/restore.ts'
import { roles } from './commands/role.ts'
import { serve } from './commands/serve.ts'
import { service } from './commands/service.ts'
import { session } from './commands/session.ts'
import { user } from './commands/user.ts'

/** Everything that can follow `keyward`, in the order of the help text. */
export const NOUNS: readonly Noun[] = [
  serve,
  account,
  user,
  roles,
  session,
  key,
  adminKey,
  service,
  domain,
  appPassword,
  mail,
  masterKey,
  dataKeys,
  backup,
  restore,
  audit,
  migrate,
  doctor,
]
