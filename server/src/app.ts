import { randomBytes } from 'node:crypto'
import type { Config } from './config/config.ts'
import type { SystemActor } from './domain/actor.ts'
import { CallRecorder } from './domain/callers/recorder.ts'
import { awaitingEnds, ConnectionEnder } from './domain/delivery/awaited-ends.ts'
import { MailboxAttempts } from './domain/delivery/login-attempts.ts'
import type { Deps } from './domain/deps.ts'
import type { DkimTools } from './domain/dkim/dkim-key.ts'
import { CallLimits } from './domain/key-pairs/call-limits.ts'
import { Limiter } from './domain/limits/limiter.ts'
import { KnownState } from './domain/login/known-state.ts'
import type { AuditSigner, Clock, Random } from './domain/ports.ts'
import { FilterPresence } from './domain/spam/filter-presence.ts'
import { type Dns, systemDns } from './lib/dns.ts'
import { pooled } from './lib/random-pool.ts'
import { sipHash128 } from './lib/siphash.ts'
import { dkimTools } from './mail/dkim-tools.ts'
import { type OpenDeps, openStore } from './storage/open.ts'
import type { OpenedStore } from './storage/opened-store.ts'
import { learningStore } from './vault/learning-store.ts'
import { requireMatchingKey } from './vault/matching-key.ts'
import { openVault } from './vault/open-vault.ts'
import { Argon2Passwords, type PasswordCost } from './vault/passwords.ts'
import { type Recovery, recoverMasterKey } from './vault/recover-master-key.ts'
import type { OnProgress } from './vault/renew.ts'
import { isRenewalPending } from './vault/ring-facts.ts'
import { completeDataKeys, type DataKeyRotation, rotateDataKeys } from './vault/rotate-data-keys.ts'
import { type Rotation, rotateMasterKey } from './vault/rotate-master-key.ts'

const systemClock: Clock = { now: () => Date.now() }
const systemRandom: Random = { bytes: pooled(randomBytes) }

/** Everything that use cases need, opened on the configured data. */
export interface Keyward {
  readonly deps: Deps
  readonly store: OpenedStore
  /** Signs checkpoints of the audit log. */
  readonly signer: AuditSigner
  /** Set when a master key was made just now: the operator must be told to keep it. */
  readonly newMasterKeyFile: string | null
  /** True after a rotation of the master key was cut short: rotating again completes it. */
  readonly rotationPending: boolean
  readonly dataKeys: DataKeys
  /** Puts a new master key in the place of the old one. @throws MasterKeyError */
  rotateMasterKey(actor: SystemActor): Promise<Rotation>
  /** Writes what is still in memory and lets go of the data. */
  close(): Promise<void>
}

/** The keys below the master key. Each may throw `master_key.away` when another process has changed that. */
export interface DataKeys {
  /** True while they are being rotated, and after that was cut short: rotating them again completes it. */
  isPending(): Promise<boolean>
  /** Makes new ones and brings everything under them. */
  rotate(actor: SystemActor, onProgress: OnProgress): Promise<DataKeyRotation>
  /** Completes what was cut short, and removes those that nothing needs any more. */
  complete(actor: SystemActor): Promise<unknown>
  /** Learns of those made by other processes. */
  refresh(): Promise<unknown>
}

/**
 * The one place where storage, secrets and rules are joined.
 * @throws MasterKeyError (exit code 78), StoreDamagedError (74), StoreInUseError, StoreUnusableError
 */
export async function openKeyward(
  config: Pick<Config, 'database' | 'masterKey' | 'showOnce'> & Partial<Pick<Config, 'mail' | 'mailSystem'>>,
  options: Partial<OpenDeps> & {
    readonly passwordCost?: PasswordCost
    readonly dns?: Dns
    readonly dkim?: DkimTools
  } = {},
): Promise<Keyward> {
  const clock = options.clock ?? systemClock
  const random = systemRandom
  // Before a newer schema is written: with the wrong key nothing is.
  const admit = (check: string | null) => requireMatchingKey(config.masterKey, check)
  const raw = await openStore(databaseUrl(config.database), { clock, admit, ...options })
  try {
    const opened = await openVault({ store: raw, source: config.masterKey, random, clock })
    const { vault, tokens, signer } = opened
    const connectionEnder = new ConnectionEnder()
    const store = awaitingEnds(learningStore(raw, vault), connectionEnder)
    const known = new KnownState(store, sipHash128(random.bytes(16)))
    await known.loadDeletedTokens()
    const calls = new CallRecorder(store, clock)
    const limiter = new Limiter(clock)
    const hasher = new Argon2Passwords(random, options.passwordCost)
    const { showOnce } = config
    const sendsMail = config.mail != null
    const deps = {
      store,
      vault,
      tokens,
      signer,
      hasher,
      clock,
      random,
      known,
      limiter,
      calls,
      mailboxAttempts: new MailboxAttempts({ store, clock, limiter, calls }),
      callLimits: new CallLimits(),
      connectionEnder,
      showOnce,
      sendsMail,
      filter: new FilterPresence(),
      receivesMail: config.mailSystem != null,
      dns: options.dns ?? systemDns(),
      dkim: options.dkim ?? dkimTools,
    }
    const { createdFile: newMasterKeyFile, rotationPending } = opened
    const rotation = { store, vault, source: config.masterKey, random, clock }
    return {
      ...{ deps, store, signer, newMasterKeyFile, rotationPending },
      rotateMasterKey: (actor) => rotateMasterKey(rotation, actor),
      dataKeys: {
        isPending: () => isRenewalPending(store),
        rotate: (actor, onProgress) => rotateDataKeys({ ...rotation, onProgress }, actor),
        complete: (actor) => completeDataKeys(rotation, actor),
        refresh: () => vault.refresh(store),
      },
      close: () => closeAll(deps),
    }
  } catch (error) {
    await raw.close()
    throw error
  }
}

/**
 * Begins anew after the master key was lost for good; the data must not be in use by a server.
 * @throws MasterKeyError when it is not lost; what `openKeyward` throws for the database
 */
export async function recoverKeyward(
  config: Pick<Config, 'database' | 'masterKey'>,
  actor: SystemActor,
): Promise<Recovery> {
  const needs = { source: config.masterKey, random: systemRandom, clock: systemClock }
  const store = await openStore(databaseUrl(config.database), { clock: systemClock, busyTimeoutMs: 0 })
  try {
    return await recoverMasterKey({ store, ...needs }, actor)
  } finally {
    await store.close()
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
