import type { Dns } from '../lib/dns.ts'
import type { CallRecorder } from './callers/recorder.ts'
import type { ConnectionEnder } from './delivery/awaited-ends.ts'
import type { MailboxAttempts } from './delivery/login-attempts.ts'
import type { DkimTools } from './dkim/dkim-key.ts'
import type { CallLimits } from './key-pairs/call-limits.ts'
import type { Limiter } from './limits/limiter.ts'
import type { KnownState } from './login/known-state.ts'
import type { Clock, PasswordHasher, Random, Vault } from './ports.ts'
import type { FilterPresence } from './spam/filter-presence.ts'
import type { Store } from './store.ts'
import type { TokenSealer } from './tokens/token.ts'

/** What use cases work with. Put together once, in `app.ts`. */
export interface Deps {
  readonly store: Store
  readonly vault: Vault
  readonly hasher: PasswordHasher
  readonly tokens: TokenSealer
  readonly clock: Clock
  readonly random: Random
  readonly known: KnownState
  readonly limiter: Limiter
  readonly calls: CallRecorder
  /** Guards mailboxes, whichever way somebody signs in to them. */
  readonly mailboxAttempts: MailboxAttempts
  /** Asked for what has to end by a transaction before that resolves. */
  readonly connectionEnder: ConnectionEnder
  /** Of the signed e-mail API. */
  readonly callLimits: CallLimits
  /** The installation keeps no copy of any key: each is shown once, when it is made. */
  readonly showOnce: boolean
  /** There is a mail server: what is put into the outbox will be sent. */
  readonly sendsMail: boolean
  /** Tells whether a spam filter works by what is set here. */
  readonly filter: FilterPresence
  /** The mail servers of this machine ask for mailboxes: what comes to them is received. */
  readonly receivesMail: boolean
  readonly dns: Dns
  readonly dkim: DkimTools
}
