import { account } from './en/account.ts'
import { apiKey } from './en/apiKey.ts'
import { apis } from './en/apis.ts'
import { audit, auditActs } from './en/audit.ts'
import { common } from './en/common.ts'
import { home } from './en/home.ts'
import { limits } from './en/limits.ts'
import { services } from './en/services.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { usage } from './en/usage.ts'

/** Every English text of the panel. One file for each part of it. */
export const en = {
  ...common,
  ...shell,
  ...session,
  ...home,
  ...account,
  ...apiKey,
  ...usage,
  ...apis,
  ...services,
  ...audit,
  ...auditActs,
  ...settings,
  ...limits,
} as const
