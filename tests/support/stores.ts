import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext } from 'node:test'
import type { DatabaseTarget } from '../../server/src/config/parsers.ts'
import type { Account } from '../../server/src/domain/accounts/account.ts'
import type { StoredKey } from '../../server/src/domain/keys/key.ts'
import type { Stores } from '../../server/src/domain/store.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { Secret } from '../../server/src/lib/secret.ts'
import { openStore } from '../../server/src/storage/open.ts'
import type { OpenedStore } from '../../server/src/storage/opened-store.ts'
import { freshDatabase, postgresMissing } from './postgres.ts'

export interface TestEngine {
  readonly name: 'sqlite' | 'postgres'
  /** Of an empty database. */
  freshUrl(): Promise<string>
  /** A store on an empty database, closed after the test. */
  open(t: TestContext): Promise<OpenedStore>
}

export const CLOCK = { now: () => Date.UTC(2026, 0, 1) }

/** Runs the same tests on both engines. */
export function onBothEngines(suite: (engine: TestEngine) => void): void {
  describe('on SQLite', () => suite(engine('sqlite', async () => `sqlite:${freshFile()}`)))
  describe('on PostgreSQL', { skip: postgresMissing() }, () => suite(engine('postgres', freshDatabase)))
}

function engine(name: TestEngine['name'], freshUrl: () => Promise<string>): TestEngine {
  return {
    name,
    freshUrl,
    open: async (t) => {
      const store = await openStore(await freshUrl(), { clock: CLOCK })
      t.after(() => store.close())
      return store
    },
  }
}

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A path of a database file in a folder of its own, which is removed when the process ends. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-store-'))
  folders.push(folder)
  return join(folder, 'keyward.db')
}

/** Where a server under test keeps its data: a database by URL, else a file in its folder. */
export function targetOf(folder: string, databaseUrl: string | undefined): DatabaseTarget {
  return databaseUrl === undefined
    ? { engine: 'sqlite', path: join(folder, 'keyward.db') }
    : { engine: 'postgres', url: new Secret(databaseUrl) }
}

/** A store for tests of what lies above storage: on SQLite, empty, closed after the test. */
export async function freshStore(t: TestContext): Promise<OpenedStore> {
  const store = await openStore(`sqlite:${freshFile()}`, { clock: CLOCK })
  t.after(() => store.close())
  return store
}

let made = 0

/** 32 hex digits, another one each time. */
export function newId(): string {
  made++
  return made.toString(16).padStart(32, '0')
}

export function anAccount(change: Partial<Account> = {}): Account {
  return {
    id: '100001',
    name: 'Example',
    enabled: true,
    resetKeepsTokens: false,
    apiReveal: true,
    stepUpMinutes: 5,
    showOnce: false,
    sessionIdleSeconds: 1_800,
    passwordLifeSeconds: null,
    passwordHistory: 0,
    secondFactorRequired: false,
    createdAtMs: 1_000,
    ...change,
  }
}

export function aUser(change: Partial<User> = {}): User {
  const id = newId()
  return {
    id,
    accountId: '100001',
    name: `user-${id}`,
    email: null,
    enabled: true,
    roles: [],
    passwordHash: null,
    passwordId: null,
    passwordChangedAtMs: null,
    defaultRegion: null,
    secondFactor: false,
    secondFactorRule: 'default',
    createdAtMs: 2_000,
    updatedAtMs: 2_000,
    ...change,
  }
}

export function aKey(user: Pick<User, 'id' | 'accountId'>, change: Partial<StoredKey> = {}): StoredKey {
  const id = newId()
  return {
    id,
    userId: user.id,
    accountId: user.accountId,
    digest: `digest-${id}`,
    sealed: new Uint8Array([1, 2, 3]),
    lastFour: id.slice(-4),
    createdAtMs: 3_000,
    endsAtMs: null,
    state: 'active',
    ...change,
  }
}

/** An account with one user who has a key. */
export async function withUser(store: Stores, change: Partial<User> = {}) {
  const account = anAccount()
  const user = aUser(change)
  const key = aKey(user)
  await store.accounts.insert(account)
  await store.users.insert(user)
  await store.keys.insert(key)
  return { account, user, key }
}
