import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import type { SystemActor, UserActor } from '../../server/src/domain/actor.ts'
import type { AuditEntry } from '../../server/src/domain/audit/entry.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import type { OpenedSession, Visit } from '../../server/src/domain/sessions/session.ts'
import { type SignedIn, signIn } from '../../server/src/domain/sessions/sign-in.ts'
import { createOwnerOnce, type Owner } from '../../server/src/domain/users/create-owner.ts'
import { type CreatedUser, createUser } from '../../server/src/domain/users/create-user.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import type { Dns } from '../../server/src/lib/dns.ts'
import { CHEAP } from './cheap.ts'
import { cheapDkim } from './dkim.ts'
import { MAIL } from './mail-setting.ts'
import { targetOf } from './stores.ts'
import { TestClock } from './test-clock.ts'

/** The real parts on a database of their own, with a clock that the test moves. */
export interface TestDeps {
  readonly keyward: Keyward
  readonly deps: Deps
  readonly clock: TestClock
  readonly dataDir: string
  close(): Promise<void>
}

interface TestSettings {
  /** Of an empty PostgreSQL database; else SQLite in a folder of its own. */
  readonly databaseUrl?: string
  readonly showOnce?: boolean
  /** What is put into the outbox stays there until a test sends it. */
  readonly sendsMail?: boolean
}

export async function openTestDeps(settings: TestSettings = {}): Promise<TestDeps> {
  const { databaseUrl, showOnce = false, sendsMail = false } = settings
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-deps-'))
  const clock = new TestClock()
  const keyward = await openKeyward(
    {
      database: await targetOf(dataDir, databaseUrl),
      masterKey: { kind: 'file', path: join(dataDir, 'master.key') },
      showOnce,
      mail: sendsMail ? MAIL : null,
    },
    { clock, passwordCost: CHEAP, dns: { ...SILENT_DNS }, dkim: cheapDkim },
  )
  const close = async () => {
    await keyward.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { keyward, deps: keyward.deps, clock, dataDir, close }
}

/** Answers nothing: no test asks the network. */
export const SILENT_DNS: Dns = { mx: async () => null, txt: async () => null }

export const PASSWORD = 'seven grey geese walked home'
export const OTHER_PASSWORD = 'nine wet hens stayed outside'
export const OPERATOR: SystemActor = { kind: 'system', name: 'test' }

/** The first account with its owner, who has a password and a key. */
export async function makeOwner(deps: Deps, name = 'olga'): Promise<Owner> {
  const owner = await createOwnerOnce(deps, { name, password: PASSWORD })
  if (!owner) throw new Error('there is an owner already')
  return owner
}

/** A user with a key; the password is hashed once per process, it is slow on purpose. */
export async function makeUser(
  deps: Deps,
  accountId: string,
  name: string,
  more: { readonly roles?: readonly string[]; readonly email?: string } = {},
): Promise<CreatedUser> {
  passwordHash ??= deps.hasher.hash(PASSWORD)
  const hash = await passwordHash
  return deps.store.transaction((tx) =>
    createUser(deps, tx, OPERATOR, { accountId, name, passwordHash: hash, ...more }),
  )
}

let passwordHash: Promise<string> | undefined

/** Signs somebody in who has no second factor. */
export async function enterBy(
  deps: Deps,
  username: string,
  password = PASSWORD,
  broughtSecret: string | null = null,
): Promise<OpenedSession> {
  return openedBy(await signIn(deps, { username, password }, visitFrom(), broughtSecret))
}

/** The session that a right password came to. */
export function openedBy(signedIn: SignedIn): OpenedSession {
  if (signedIn.kind === 'session') return signedIn.opened
  throw new Error('a second factor is asked for')
}

export function visitFrom(address = '192.0.2.1', userAgent = 'Chrome/156'): Visit {
  return { origin: { dialect: 'panel', address, userAgent }, requestId: 'r1' }
}

/** Somebody with a key in a request header. */
export function keyActor(user: User, credentialId = 'k1'): UserActor {
  const { id: userId, name: userName, accountId, roles } = user
  const proof = { kind: 'credential', of: 'key', credentialId } as const
  return { kind: 'user', userId, userName, accountId, roles, proof, ...visitFrom() }
}

/** Everything in the log of an account, oldest first. */
export function auditOf(deps: Deps, chain: string): Promise<readonly AuditEntry[]> {
  return deps.store.audit.page(chain, 0, 1_000)
}

/** The actions in the log of an account, oldest first. */
export async function actionsOf(deps: Deps, chain: string): Promise<readonly string[]> {
  return (await auditOf(deps, chain)).map(({ action }) => action)
}
