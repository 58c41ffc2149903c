import { account } from './en/account.ts'
import { apiKey } from './en/apiKey.ts'
import { common } from './en/common.ts'
import { home } from './en/home.ts'
import { session } from './en/session.ts'
import { shell } from './en/shell.ts'

/** What the first page may need. Everything else comes with the page that imports it. */
export const core = { ...common, ...shell, ...session, ...home, ...account, ...apiKey }
