import type { Outcome } from './caller.ts'

/** How often credentials of a kind were presented in a dialect, and how that ended, since the process began. */
export interface CallTotal {
  readonly dialect: string
  readonly kind: 'key' | 'password' | 'signature' | 'mailbox'
  readonly outcome: Outcome | 'wrong'
  readonly count: number
}

type Countable = Omit<CallTotal, 'count'>

export class CallTotals {
  readonly #totals = new Map<string, CallTotal>()

  add({ dialect, kind, outcome }: Countable, count: number): void {
    const slot = `${dialect} ${kind} ${outcome}`
    const before = this.#totals.get(slot)?.count ?? 0
    this.#totals.set(slot, { dialect, kind, outcome, count: before + count })
  }

  list(): readonly CallTotal[] {
    return [...this.#totals.values()]
  }
}
