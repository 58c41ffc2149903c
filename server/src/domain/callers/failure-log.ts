import type { Clock } from '../ports.ts'
import type { Store, Stores } from '../store.ts'
import { normaliseUserName } from '../users/user.ts'
import type { Origin, UnknownCount } from './caller.ts'
import { networkOf } from './network.ts'

/** Which kind of credential was tried. The commonest mistake is the one in the place of the other. */
export type FailureKind = 'key' | 'password' | 'signature' | 'mailbox'

interface Failure {
  readonly username: string | null
  readonly kind: FailureKind
  readonly dialect: string
  readonly network: string
  /** Why, for the owner to read; nobody else is told. */
  readonly reason: string | null
  /** A credential that is ours was refused for another cause, and is counted as that. */
  readonly isKnown: boolean
  count: number
}

/** What somebody tried. */
export interface Attempt {
  readonly username: string | null
  readonly kind: FailureKind
  readonly reason?: string | null
  readonly isKnown?: boolean
}

const HOUR_MS = 3_600_000

/** Different failures told apart between two flushes; more are counted together. */
const MAX_PENDING = 1_000
const OTHERS = 'others'

/** Failed logins, written into the audit log in batches so that guessing cannot make the log a bottleneck. */
export class FailureLog {
  readonly #store: Store
  readonly #clock: Clock
  #pending = new Map<string, Failure>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  add(origin: Origin, { username, kind, reason = null, isKnown = false }: Attempt): void {
    const network = networkOf(origin.address)
    const name = username === null ? null : normaliseUserName(username).slice(0, 255)
    const slot = `${kind} ${origin.dialect} ${network} ${reason ?? ''} ${name ?? ''}`
    this.#count(slot, { username: name, kind, dialect: origin.dialect, network, reason, isKnown, count: 1 })
  }

  /** Writes what was counted. What cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    if (this.#pending.size === 0) return
    const failures = this.#pending
    this.#pending = new Map()
    try {
      await this.#store.transaction(async (tx) => {
        const unknown = new Map<string, UnknownCount>()
        for (const failure of failures.values()) {
          const target = failure.username === null ? null : await aimedAt(tx, failure.kind, failure.username)
          await this.#write(tx, failure, target)
          if (isUnknownCall(failure)) this.#addTo(unknown, failure, target?.accountId ?? null)
        }
        if (unknown.size > 0) await tx.calls.addUnknown([...unknown.values()])
      })
    } catch (error) {
      for (const [slot, failure] of failures) this.#count(slot, failure)
      throw error
    }
  }

  #count(slot: string, failure: Failure): void {
    const known = this.#pending.get(slot)
    if (known) known.count += failure.count
    else if (this.#pending.size < MAX_PENDING || slot === OTHERS) this.#pending.set(slot, failure)
    else this.#count(OTHERS, { ...failure, username: null, network: 'many', reason: null })
  }

  #addTo(counts: Map<string, UnknownCount>, { dialect, count }: Failure, accountId: string | null): void {
    const slot = `${dialect} ${accountId ?? ''}`
    const calls = count + (counts.get(slot)?.calls ?? 0)
    const nowMs = this.#clock.now()
    counts.set(slot, { accountId, dialect, calls, hourMs: nowMs - (nowMs % HOUR_MS) })
  }

  /** A name nobody has is not written down: people type passwords into the wrong field. */
  async #write(
    tx: Stores,
    { kind, dialect, network, reason, count }: Failure,
    target: Target | null,
  ): Promise<void> {
    await tx.audit.append({
      chain: target?.accountId ?? 'system',
      atMs: this.#clock.now(),
      actor: 'unknown',
      action: 'login.fail',
      target: target?.text ?? 'unknown',
      outcome: 'refused',
      source: `${dialect} ${network}`,
      details: { kind, count, ...(reason !== null && { reason }) },
    })
  }
}

/** Signing in to the panel or to a mailbox is no call with a key. */
function isUnknownCall({ kind, isKnown }: Failure): boolean {
  return !isKnown && (kind === 'key' || kind === 'signature')
}

interface Target {
  readonly accountId: string
  readonly text: string
}

/** Whose user or mailbox it is; null for nobody's. */
async function aimedAt(tx: Stores, kind: FailureKind, name: string): Promise<Target | null> {
  if (kind === 'mailbox') {
    const mailbox = await tx.delivery.holder(name)
    return mailbox && { accountId: mailbox.accountId, text: `mailbox:${mailbox.id}` }
  }
  const user = await tx.users.byName(name)
  return user && { accountId: user.accountId, text: `user:${user.id}` }
}
