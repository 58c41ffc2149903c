import assert from 'node:assert/strict'
import { CHEAP_HASHER, type Core, freshOrigin, knownStateOn } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { Login } from '../login/log-in.ts'
import { logInScoped } from '../login/log-in-scoped.ts'
import { DEFAULT_ROLE, READER } from '../roles/roles.ts'
import { addUser } from '../users/create-user.ts'
import { authenticateApplicationCredential, type NamedCredential } from './verify-credential.ts'

export interface ExpectedUser {
  readonly id: string
  exists: boolean
  enabled: boolean
  roles: readonly string[]
}

export interface ExpectedCredential {
  readonly user: ExpectedUser
  readonly id: string
  readonly name: string
  readonly secret: string
  readonly roles: readonly string[]
  readonly unrestricted: boolean
  readonly expiresAtMs: number
  isDeleted: boolean
}

export interface ExpectedToken {
  readonly text: string
  readonly credential: ExpectedCredential
  readonly expiresAtMs: number
  isDeleted: boolean
}

/** Every user, application credential and token of an account that there ever was. */
export class Model {
  isAccountEnabled = true
  readonly users: ExpectedUser[] = []
  readonly credentials: ExpectedCredential[] = []
  readonly tokens: ExpectedToken[] = []

  /** What the credential is worth now; nothing beyond what the user has. */
  rolesOf({ user, roles }: ExpectedCredential): readonly string[] {
    return roles.filter((role) => role === 'member' || user.roles.includes(role))
  }

  verdictOf(credential: ExpectedCredential, nowMs: number) {
    const { user, isDeleted, expiresAtMs } = credential
    if (!user.exists || isDeleted) return 'credential.wrong'
    if (!user.enabled || !this.isAccountEnabled) return 'user.disabled'
    const isWorthless = expiresAtMs <= nowMs || this.rolesOf(credential).length === 0
    return isWorthless ? 'credential.wrong' : 'valid'
  }

  isGood({ credential, isDeleted, expiresAtMs }: ExpectedToken, nowMs: number): boolean {
    return !isDeleted && expiresAtMs > nowMs && this.verdictOf(credential, nowMs) === 'valid'
  }
}

/** The real use cases, working on an account of their own. */
export class Life {
  deps: Deps
  readonly core: Core
  readonly accountId: string
  #names = 0

  constructor(core: Core, accountId: string) {
    this.core = core
    this.accountId = accountId
    this.deps = { ...core.deps, hasher: CHEAP_HASHER }
  }

  get nowMs(): number {
    return this.core.clock.now()
  }

  nextName(): string {
    return `c${this.accountId}n${++this.#names}`
  }

  async addUser(model: Model): Promise<void> {
    const roles = [DEFAULT_ROLE, READER]
    const { user } = await addUser(this.deps, OPERATOR, {
      ...{ accountId: this.accountId, name: this.nextName(), roles, password: null },
    })
    model.users.push({ id: user.id, exists: true, enabled: true, roles: user.roles })
  }

  async actor({ id }: ExpectedUser): Promise<UserActor> {
    const user = await this.deps.store.users.byId(id)
    assert.ok(user)
    return keyActor(user)
  }

  /** As a process that was stopped and started again: the memory is empty, the data are the same. */
  async restart(): Promise<void> {
    const known = knownStateOn(this.core.deps.store)
    await known.loadDeletedTokens()
    this.deps = { ...this.deps, known }
  }

  async logIn(named: NamedCredential, secret: string): Promise<Login> {
    const as = await authenticateApplicationCredential(this.deps, named, secret, freshOrigin())
    const { id: credentialId, userId, accountId } = as.delegation.credential
    const holder = { userId, accountId, credentialId, method: 'APPLICATION_CREDENTIAL' } as const
    return logInScoped(this.deps, [{ holder, from: null, as }], { kind: 'project', accountId: null })
  }
}
