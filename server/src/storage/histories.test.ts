import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../tests/support/counts.ts'
import { aKey, anAccount, aUser, onBothEngines, type TestEngine } from '../../../tests/support/stores.ts'
import { DomainError } from '../domain/errors.ts'
import type { KnownKey, KnownUser } from '../domain/login/known.ts'
import type { Store, Stores } from '../domain/store.ts'
import { StorageError } from './errors.ts'

/** Few ids, so that random steps meet each other often. */
const ACCOUNTS = ['100001', '100002']
const USERS = ['u0', 'u1', 'u2']
const NAMES = ['Anna', 'ANNA', 'Bertha']
const KEYS = ['k0', 'k1', 'k2', 'k3']
const DIGESTS = ['d0', 'd1', 'd2', 'd3', 'd4']

const account = fc.constantFrom(...ACCOUNTS)
const user = fc.constantFrom(...USERS)
const name = fc.constantFrom(...NAMES)
const key = fc.constantFrom(...KEYS)
const digest = fc.constantFrom(...DIGESTS)
const yes = fc.boolean()
const moment = fc.nat({ max: 9 })
const roles = fc.subarray(['a', 'b', 'c'])

interface Step {
  readonly text: string
  readonly run: (stores: Stores) => Promise<unknown>
}

function step<Values extends unknown[]>(
  what: string,
  run: (stores: Stores, ...values: Values) => Promise<unknown>,
  ...parts: { [At in keyof Values]: fc.Arbitrary<Values[At]> }
): fc.Arbitrary<Step> {
  return fc.tuple<Values>(...parts).map((values) => ({
    text: `${what}(${JSON.stringify(values).slice(1, -1)})`,
    run: (stores: Stores) => run(stores, ...values),
  }))
}

const STEPS = fc.oneof(
  {
    arbitrary: step('add account', (s, id: string) => s.accounts.insert(anAccount({ id })), account),
    weight: 2,
  },
  {
    arbitrary: step(
      'add user',
      (s, id: string, accountId: string, called: string, given: string[]) =>
        s.users.insert(aUser({ id, accountId, name: called, roles: given })),
      user,
      account,
      name,
      roles,
    ),
    weight: 4,
  },
  {
    arbitrary: step(
      'add key',
      (s, id: string, userId: string, accountId: string, value: string, ended: boolean) =>
        s.keys.insert(
          aKey({ id: userId, accountId }, { id, digest: value, lastFour: '', endsAtMs: ended ? 5 : null }),
        ),
      key,
      user,
      account,
      digest,
      yes,
    ),
    weight: 6,
  },
  step('enable user', (s, id: string, enabled: boolean) => s.users.update(id, { enabled }), user, yes),
  step('rename', (s, id: string, called: string) => s.users.update(id, { name: called }), user, name),
  step('give roles', (s, id: string, given: string[]) => s.users.update(id, { roles: given }), user, roles),
  step(
    'new password',
    (s, id: string, at: number) => s.users.update(id, { passwordId: `p${at}` }),
    user,
    moment,
  ),
  step('delete user', (s, id: string, ms: number) => s.users.delete(id, ms), user, moment),
  step('end key', (s, id: string, atMs: number) => s.keys.end(id, atMs), key, moment),
  step('lose key', (s, id: string) => s.keys.setState(id, 'lost'), key),
  step('confirm all', (s, all: boolean) => s.keys.setStateOfAll(all ? 'active' : 'unconfirmed', 0), yes),
  step('forget', (s, ms: number) => s.keys.forgetEndedBefore(ms), moment),
  step(
    're-digest',
    (s, id: string, value: string) => s.keys.replaceSecret(id, { digest: value, sealed: null }),
    key,
    digest,
  ),
  step(
    'enable account',
    (s, id: string, enabled: boolean) => s.accounts.update(id, { enabled }),
    account,
    yes,
  ),
  step(
    'keep tokens',
    (s, id: string, resetKeepsTokens: boolean) => s.accounts.update(id, { resetKeepsTokens }),
    account,
    yes,
  ),
)

/** Steps of one transaction, which may be given up at its end. */
const TRANSACTION = fc
  .record({ steps: fc.array(STEPS, { minLength: 1, maxLength: 3 }), givenUp: fc.boolean() })
  .map(({ steps, givenUp }) => ({
    steps,
    // Mostly not, or little would ever happen.
    givenUp: givenUp && steps.length === 3,
    toString: () => `[${steps.map(({ text }) => text).join(', ')}]${givenUp ? ' given up' : ''}`,
  }))

type Transaction = typeof TRANSACTION extends fc.Arbitrary<infer T> ? T : never

async function apply(store: Store, { steps, givenUp }: Transaction): Promise<string> {
  try {
    await store.transaction(async (tx) => {
      for (const { run } of steps) await run(tx)
      if (givenUp) throw new Error('given up')
    })
    return 'done'
  } catch (error) {
    // Of several constraints that a row breaks, each engine names another one.
    if (error instanceof DomainError || error instanceof StorageError) return 'refused'
    return String(error)
  }
}

interface Seen {
  readonly keys: ReadonlyMap<string, KnownKey | null>
  readonly users: ReadonlyMap<string, KnownUser | null>
}

async function look(store: Store): Promise<Seen> {
  const keys = await Promise.all(DIGESTS.map(async (one) => [one, await store.keys.known(one)] as const))
  const users = await Promise.all(USERS.map(async (one) => [one, await store.users.known(one)] as const))
  return { keys: new Map(keys), users: new Map(users) }
}

/** Remembers every key and user it sees, and forgets only what the store says has changed. */
class Memory {
  readonly #store: Store
  readonly #keys = new Map<string, KnownKey>()
  readonly #users = new Map<string, KnownUser | null>()

  constructor(store: Store) {
    this.#store = store
    store.onChange((userIds) => {
      for (const userId of userIds) {
        this.#users.delete(userId)
        for (const [digest, key] of this.#keys) if (key.userId === userId) this.#keys.delete(digest)
      }
    })
  }

  async look(): Promise<Seen> {
    for (const one of DIGESTS) {
      const read = this.#keys.get(one) ?? (await this.#store.keys.known(one))
      if (read) this.#keys.set(one, read)
    }
    for (const one of USERS) {
      if (!this.#users.has(one)) this.#users.set(one, await this.#store.users.known(one))
    }
    const keys = new Map(DIGESTS.map((one) => [one, this.#keys.get(one) ?? null]))
    return { keys, users: new Map(this.#users) }
  }
}

/** Empties the store in a way that memory hears of. */
async function clear(store: Store) {
  for (const id of USERS) await store.users.delete(id, 0)
}

const RUNS = count(100)
const HISTORY = fc.array(TRANSACTION, { minLength: 1, maxLength: 15 })

onBothEngines((engine) => {
  test(`in ${RUNS} random histories, who forgets only what it is told about never remembers anything outdated`, async (t) => {
    const store = await engine.open(t)
    const memory = new Memory(store)
    await fc.assert(
      fc
        .asyncProperty(HISTORY, async (history) => {
          for (const transaction of history) {
            await apply(store, transaction)
            assert.deepEqual(await memory.look(), await look(store))
          }
        })
        .afterEach(() => clear(store)),
      { numRuns: RUNS },
    )
  })

  test(`in ${RUNS} random histories, a transaction that fails changes nothing`, async (t) => {
    const store = await engine.open(t)
    await fc.assert(
      fc
        .asyncProperty(HISTORY, async (history) => {
          for (const transaction of history) {
            const before = await look(store)
            if ((await apply(store, transaction)) !== 'done') assert.deepEqual(await look(store), before)
          }
        })
        .afterEach(() => clear(store)),
      { numRuns: RUNS },
    )
  })
})

describe('the engines', () => {
  const engines: TestEngine[] = []
  onBothEngines((engine) => void engines.push(engine))

  test(`answer ${RUNS} random histories alike`, async (t) => {
    const [sqlite, postgres] = engines
    if (!sqlite || !postgres) return t.skip('PostgreSQL is not installed')
    const [one, other] = [await sqlite.open(t), await postgres.open(t)]
    await fc.assert(
      fc
        .asyncProperty(HISTORY, async (history) => {
          for (const transaction of history) {
            assert.equal(await apply(one, transaction), await apply(other, transaction))
            assert.deepEqual(await look(one), await look(other))
          }
        })
        .afterEach(() => Promise.all([clear(one), clear(other)])),
      { numRuns: RUNS },
    )
    return undefined
  })
})
