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
import { giveBack, migratedDatabase, placeMigrated } from './migrated.ts'
import { freshDatabase, postgresMissing } from './postgres.ts'

export interface TestEngine {
  readonly name: 'sqlite' | 'postgres'
  /** Of an empty database. */
  freshUrl(): Promise<string>
  /** Of a database that is empty but for today's schema. */
  migratedUrl(): Promise<string>
  /** A store on an empty database, closed after the test. */
  open(t: TestContext): Promise<OpenedStore>
}

export const CLOCK = { now: () => Date.UTC(2026, 0, 1) }

/** Runs the same tests on both engines. */
export function onBothEngines(suite: (engine: TestEngine) => void): void {
  const sqlite = engine('sqlite', async () => `sqlite:${freshFile()}`, migratedFile)
  const postgres = engine('postgres', freshDatabase, migratedDatabase)
  describe('on SQLite', () => suite(sqlite))
  describe('on PostgreSQL', { skip: postgresMissing() }, () => suite(postgres))
}

type UrlSource = () => Promise<string>

function engine(name: TestEngine['name'], freshUrl: UrlSource, migratedUrl: UrlSource): TestEngine {
  return {
    name,
    freshUrl,
    migratedUrl,
    open: async (t) => {
      const url = await migratedUrl()
      const store = await openStore(url, { clock: CLOCK })
      t.after(async () => {
        await store.close()
        await giveBack(url)
      })
      return store
    },
  }
}

/** URL of an SQLite database with today's schema. */
async function migratedFile(): Promise<string> {
  const path = freshFile()
  await placeMigrated(path)
  return `sqlite:${path}`
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

/** Where a server under test keeps its data: a database by URL, else a new file in its folder. */
export async function targetOf(folder: string, databaseUrl: string | undefined): Promise<DatabaseTarget> {
  if (databaseUrl !== undefined) return { engine: 'postgres', url: new Secret(databaseUrl) }
  const path = join(folder, 'keyward.db')
  await placeMigrated(path)
  return { engine: 'sqlite', path }
}

/** A store for tests of what lies above storage: on SQLite, empty, closed after the test. */
export async function freshStore(t: TestContext): Promise<OpenedStore> {
  const store = await openStore(await migratedFile(), { clock: CLOCK })
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
    ownDomains: true,
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
    adminType: null,
    description: null,
    contactType: null,
    contactId: null,
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
