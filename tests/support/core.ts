import assert from 'node:assert/strict'
import { addAccount } from '../../server/src/domain/accounts/create-account.ts'
import type { UserActor } from '../../server/src/domain/actor.ts'
import type { AuditEntry } from '../../server/src/domain/audit/entry.ts'
import type { Origin } from '../../server/src/domain/callers/caller.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { DomainError, type DomainErrorCode } from '../../server/src/domain/errors.ts'
import { KnownState } from '../../server/src/domain/login/known-state.ts'
import { type Login, logInWithKey, logInWithPassword } from '../../server/src/domain/login/log-in.ts'
import { authenticateKey } from '../../server/src/domain/login/verify-key.ts'
import type { PresentedPassword } from '../../server/src/domain/login/verify-password.ts'
import type { PasswordHasher } from '../../server/src/domain/ports.ts'
import { DEFAULT_ROLE } from '../../server/src/domain/roles/roles.ts'
import type { Store, Stores } from '../../server/src/domain/store.ts'
import { checkToken } from '../../server/src/domain/tokens/check-token.ts'
import type { CreatedUser } from '../../server/src/domain/users/create-user.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { sipHash128 } from '../../server/src/lib/siphash.ts'
import {
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  PASSWORD,
  type TestDeps,
} from './deps.ts'

/** The real parts with accounts and people, for tests of keys, logins and tokens. */
export interface Core extends TestDeps {
  /** The account of `person`, unless told otherwise. Nobody in it operates the installation. */
  readonly accountId: string
  readonly operator: User
  /** A user with key and password; an ordinary one unless roles are given. */
  person(roles?: readonly string[], accountId?: string): Promise<CreatedUser>
  account(): Promise<string>
}

let names = 0

/** @param databaseUrl of an empty PostgreSQL database; else SQLite */
export async function openCore(databaseUrl?: string): Promise<Core> {
  const test = await openTestDeps(databaseUrl === undefined ? {} : { databaseUrl })
  const { user: operator } = await makeOwner(test.deps)
  const account = async () => (await addAccount(test.deps, OPERATOR, { name: 'Example' })).id
  const accountId = await account()
  const person = (roles: readonly string[] = [DEFAULT_ROLE], where = accountId) =>
    makeUser(test.deps, where, `person${++names}`, { roles })
  return { ...test, accountId, operator, person, account }
}

/** Somebody at the panel. @param provenAtMs the last proof of presence; null for none */
export function panelActor(user: User, provenAtMs: number | null): UserActor {
  return { ...keyActor(user), proof: { kind: 'session', digest: 'd'.repeat(43), provenAtMs } }
}

/** Somebody with a token at the v2.0 calls, where clients know no second proof. */
export function compatibleActor(user: User): UserActor {
  return { ...keyActor(user), origin: freshOrigin('identity-v2.0') }
}

let origins = 0

/** An address behind which nobody has failed, in a wider network of its own. */
export function freshOrigin(dialect = 'native'): Origin {
  origins++
  const address = `10.${origins >> 8}.${origins & 255}.1`
  return { dialect, address, userAgent: 'test/1' }
}

/** A hasher that costs nothing and knows which hash belongs to which password. */
export const CHEAP_HASHER: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (password, phc) => ({ matches: phc === `plain:${password}`, outdated: false }),
}

/** The same parts on a store that differs in something. */
export function withStore(deps: Deps, change: Partial<Store>): Deps {
  return { ...deps, store: { ...deps.store, ...change } }
}

/** The same parts on a store whose transactions see other stores. */
export function withinTransactions(deps: Deps, change: (tx: Stores) => Stores): Deps {
  return withStore(deps, { transaction: (work) => deps.store.transaction((tx) => work(change(tx))) })
}

/** The same parts, but no entry can be written into the audit log. */
export function withFailingAudit(deps: Deps): Deps {
  const append = () => Promise.reject(new DomainError('storage.full'))
  return withinTransactions(deps, (tx) => ({ ...tx, audit: { ...tx.audit, append, appendAll: append } }))
}

type Answer = 'valid' | DomainErrorCode

/** What somebody hears who logs in with this key from an address of their own. */
export function answerTo(deps: Deps, secret: string, username: string | null = null): Promise<Answer> {
  return answerOf(authenticateKey(deps, { secret, username }, freshOrigin()))
}

/** The code of a refusal, or `valid`. Other errors are thrown on. */
export function answerOf(act: Promise<unknown>): Promise<Answer> {
  return act.then(
    () => 'valid',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code
      throw error
    },
  )
}

export async function tokenByKey(deps: Deps, secret: string): Promise<string> {
  return (await logInWithKey(deps, { secret, username: null }, null, freshOrigin())).token
}

export async function tokenByPassword(deps: Deps, user: User, password = PASSWORD): Promise<string> {
  return (await logInByPassword(deps, { username: user.name, password })).token
}

/** A login by a password that is enough. */
export async function logInByPassword(
  deps: Deps,
  presented: PresentedPassword,
  tenant: string | null = null,
): Promise<Login> {
  const answer = await logInWithPassword(deps, presented, tenant, freshOrigin())
  assert.equal(answer.kind, 'done')
  return answer.login
}

export async function isLive(deps: Deps, token: string): Promise<boolean> {
  return (await checkToken(deps, token)) !== null
}

/** Everything an account has in keys and in its audit log, to see that a refusal changed nothing. */
export async function footprint(deps: Deps, user: User) {
  const keys = await deps.store.keys.ofUser(user.id)
  const entries = await auditOf(deps, user.accountId)
  return { keys: [...keys].sort((left, right) => (left.id < right.id ? -1 : 1)), entries: entries.length }
}

/** What an act added to the log of an account. */
export async function entriesOf(
  deps: Deps,
  accountId: string,
  act: () => Promise<unknown>,
): Promise<readonly AuditEntry[]> {
  const before = (await auditOf(deps, accountId)).length
  await act()
  return (await auditOf(deps, accountId)).slice(before)
}

/** An empty memory over a store. */
export function knownStateOn(store: Store): KnownState {
  return new KnownState(store, sipHash128(new Uint8Array(16)))
}
