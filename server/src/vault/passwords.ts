import { argon2, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { DomainError } from '../domain/errors.ts'
import type { PasswordHasher, PasswordVerdict, Random } from '../domain/ports.ts'
import { QueueFullError, Semaphore } from '../lib/semaphore.ts'
import { formatPhc, type PasswordHash, parsePhc } from './phc.ts'

export type PasswordCost = Pick<PasswordHash, 'memoryKib' | 'passes' | 'parallelism'>

/** OWASP Password Storage Cheat Sheet, the least for Argon2id: 19 MiB, 2 passes, 1 lane. */
const TODAY: PasswordCost = { memoryKib: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** A login is a matter of some 50 ms: who finds this many waiting would wait for seconds. */
const QUEUE_LIMIT = 64
const RETRY_AFTER_SECONDS = 2

/** Argon2id, at most as many at once as there are processor cores. */
export class Argon2Passwords implements PasswordHasher {
  readonly #random: Random
  readonly #turns: Semaphore
  readonly #cost: PasswordCost
  /** Stands in for the hash of a user who is not there. No password has this hash. */
  readonly #nobody: PasswordHash

  constructor(random: Random, cost = TODAY, atOnce = Math.max(2, availableParallelism())) {
    this.#random = random
    this.#cost = cost
    this.#nobody = { ...cost, salt: new Uint8Array(SALT_BYTES), hash: new Uint8Array(HASH_BYTES) }
    this.#turns = new Semaphore(atOnce, QUEUE_LIMIT)
  }

  async hash(password: string): Promise<string> {
    const salt = this.#random.bytes(SALT_BYTES)
    const order = { ...this.#cost, salt, hash: new Uint8Array(HASH_BYTES) }
    return formatPhc({ ...order, hash: await this.#derive(password, order) })
  }

  async verify(password: string, phc: string | null): Promise<PasswordVerdict> {
    // A text that is no hash costs the same as a missing one, and matches nothing either.
    const stored = phc === null ? null : parsePhc(phc)
    const expected = stored ?? this.#nobody
    const same = timingSafeEqual(await this.#derive(password, expected), expected.hash)
    return { matches: same && stored !== null, outdated: stored !== null && isWeaker(stored, this.#cost) }
  }

  async #derive(password: string, order: PasswordHash): Promise<Uint8Array> {
    try {
      return await this.#turns.run(() => derive(password, order))
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error
      throw new DomainError('busy', { retryAfterSeconds: RETRY_AFTER_SECONDS }, { cause: error })
    }
  }
}

function derive(password: string, { memoryKib, passes, parallelism, salt, hash }: PasswordHash) {
  const parameters = {
    message: Buffer.from(password, 'utf8'),
    nonce: salt,
    parallelism,
    tagLength: hash.length,
    memory: memoryKib,
    passes,
  }
  return new Promise<Uint8Array>((resolve, reject) => {
    argon2('argon2id', parameters, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}

function isWeaker(stored: PasswordHash, { memoryKib, passes }: PasswordCost): boolean {
  if (stored.memoryKib < memoryKib || stored.passes < passes) return true
  return stored.salt.length < SALT_BYTES || stored.hash.length < HASH_BYTES
}
