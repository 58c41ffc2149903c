import type { Noun } from './command.ts'
import { account } from './commands/account.ts'
import { key } from './commands/key.ts'
import { serve } from './commands/serve.ts'
import { service } from './commands/service.ts'
import { session } from './commands/session.ts'
import { user } from './commands/user.ts'

/** Everything that can follow `keyward`, in the order of the help text. */
export const NOUNS: readonly Noun[] = [serve, account, user, session, key, service]
