import type { LoginMethod } from '../../server/src/domain/tokens/token.ts'

/** What a test expects of one user. */
export interface ExpectedUser {
  readonly id: string
  readonly name: string
  exists: boolean
  enabled: boolean
  roles: readonly string[]
  password: string
  /** Grows with every change of the password. */
  passwordVersion: number
}

export interface ExpectedKey {
  readonly secret: string
  readonly user: ExpectedUser
  /** Null in the current key. */
  endsAtMs: number | null
  /** Deleted, or replaced before a deletion: its tokens end even where resets keep tokens. */
  isGone: boolean
}

export interface ExpectedToken {
  readonly text: string
  readonly user: ExpectedUser
  readonly method: LoginMethod
  /** The key it was got with; null for a password's. */
  readonly key: ExpectedKey | null
  readonly passwordVersion: number
  /** The one of the login; itself in that one. */
  readonly root: ExpectedToken | null
  readonly expiresAtMs: number
  isDeleted: boolean
}

type Verdict = 'valid' | 'credential.wrong' | 'user.disabled'

/** Every user, key and token of an account that there ever was, and the rules that say which of them are good. */
export class LifeModel {
  isAccountEnabled = true
  keepsTokens = false
  readonly users: ExpectedUser[] = []
  readonly keys: ExpectedKey[] = []
  readonly tokens: ExpectedToken[] = []

  verdictOf({ user, endsAtMs }: ExpectedKey, nowMs: number): Verdict {
    if (!user.exists || !isRunning(endsAtMs, nowMs)) return 'credential.wrong'
    return this.#mayEnter(user) ? 'valid' : 'user.disabled'
  }

  passwordVerdictOf(user: ExpectedUser): Verdict {
    if (!user.exists) return 'credential.wrong'
    return this.#mayEnter(user) ? 'valid' : 'user.disabled'
  }

  isGood(token: ExpectedToken, nowMs: number): boolean {
    const { user, key, root } = token
    if (token.isDeleted || root?.isDeleted || token.expiresAtMs <= nowMs) return false
    if (!user.exists || !this.#mayEnter(user)) return false
    if (key === null) return token.passwordVersion === user.passwordVersion
    return !key.isGone && (this.keepsTokens || isRunning(key.endsAtMs, nowMs))
  }

  currentOf(user: ExpectedUser): ExpectedKey | undefined {
    return this.keys.find((key) => key.user === user && key.endsAtMs === null)
  }

  /** A new current key; what was alive ends, the one before after its overlap. */
  replaceKey(user: ExpectedUser, secret: string, nowMs: number, overlapMs = 0): void {
    const current = this.currentOf(user)
    this.endRetired(user, nowMs)
    if (current) current.endsAtMs = nowMs + overlapMs
    this.keys.push({ secret, user, endsAtMs: null, isGone: false })
  }

  endRetired(user: ExpectedUser, nowMs: number): void {
    for (const key of this.keys) {
      if (key.user === user && key.endsAtMs !== null) key.endsAtMs = Math.min(key.endsAtMs, nowMs)
    }
  }

  deleteKeys(user: ExpectedUser, nowMs: number): void {
    for (const key of this.keys) {
      if (key.user !== user) continue
      key.endsAtMs = Math.min(key.endsAtMs ?? nowMs, nowMs)
      key.isGone = true
    }
  }

  #mayEnter({ enabled }: ExpectedUser): boolean {
    return enabled && this.isAccountEnabled
  }
}

function isRunning(endsAtMs: number | null, nowMs: number): boolean {
  return endsAtMs === null || endsAtMs > nowMs
}
