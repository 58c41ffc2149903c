import { randomBytes } from 'node:crypto'
import type { Config } from './config/config.ts'
import { CallRecorder } from './domain/callers/recorder.ts'
import type { Deps } from './domain/deps.ts'
import { Limiter } from './domain/limits/limiter.ts'
import { KnownState } from './domain/login/known-state.ts'
import type { Clock, Random } from './domain/ports.ts'
import { type OpenDeps, openStore } from './storage/open.ts'
import type { OpenedStore } from './storage/opened-store.ts'
import { openVault } from './vault/open-vault.ts'
import { Argon2Passwords } from './vault/passwords.ts'

export const systemClock: Clock = { now: () => Date.now() }
export const systemRandom: Random = { bytes: (length) => randomBytes(length) }

/** Everything that use cases need, opened on the configured data. */
export interface Keyward {
  readonly deps: Deps
  readonly store: OpenedStore
  /** Set when a master key was made just now: the operator must be told to keep it. */
  readonly newMasterKeyFile: string | null
  /** Writes what is still in memory and lets go of the data. */
  close(): Promise<void>
}

/**
 * The one place where storage, secrets and rules are joined.
 * @throws MasterKeyError (exit code 78), StoreDamagedError (74), StoreInUseError, StoreUnusableError
 */
export async function openKeyward(
  config: Pick<Config, 'database' | 'masterKey'>,
  options: Partial<OpenDeps> = {},
): Promise<Keyward> {
  const clock = options.clock ?? systemClock
  const random = systemRandom
  const store = await openStore(databaseUrl(config.database), { clock, ...options })
  try {
    const opened = await openVault({ store, source: config.masterKey, random, clock })
    const { vault, tokens, signer } = opened
    const known = new KnownState(store)
    await known.loadDeletedTokens()
    const calls = new CallRecorder(store, clock)
    const limiter = new Limiter(clock)
    const hasher = new Argon2Passwords(random)
    const deps = { store, vault, tokens, signer, hasher, clock, random, known, limiter, calls }
    return { deps, store, newMasterKeyFile: opened.createdFile, close: () => closeAll(deps) }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function closeAll({ store, calls }: Deps): Promise<void> {
  try {
    await calls.flush()
  } finally {
    await store.close()
  }
}

function databaseUrl(target: Config['database']): string {
  return target.engine === 'sqlite' ? `sqlite:${target.path}` : target.url.reveal()
}
