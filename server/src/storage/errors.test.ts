import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { DatabaseError } from 'pg'
import { aKey, onBothEngines, withUser } from '../../../tests/support/stores.ts'
import { DomainError } from '../domain/errors.ts'
import { translatePostgres } from './engines/postgres-errors.ts'
import { openingFault, translateSqlite } from './engines/sqlite-errors.ts'
import { StorageError } from './errors.ts'

const CANARY = 'canary-5f2b'

onBothEngines((engine) => {
  test('an error never quotes what was to be stored', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store, { name: CANARY })
    const twin = aKey(user, { digest: key.digest, endsAtMs: 1, lastFour: CANARY })
    const faults = [
      store.users.insert({ ...user, id: 'other', email: CANARY }),
      store.keys.insert(twin),
      store.keys.insert(aKey({ id: CANARY, accountId: CANARY })),
      store.results.insert({
        userId: user.id,
        accountId: user.accountId,
        idempotencyKey: CANARY,
        request: CANARY,
        sealed: new Uint8Array(1),
        createdAtMs: Number.NaN,
      }),
      store.audit.prune(CANARY, 1),
    ]
    for (const result of await Promise.allSettled(faults)) {
      assert.equal(result.status, 'rejected')
      const text = inspect(result.reason, { depth: 9, showHidden: true }) + JSON.stringify(result.reason)
      assert.doesNotMatch(text, new RegExp(`${CANARY}|${key.digest}`))
    }
  })

  test('a constraint has the same name on both engines', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const names = [
      store.keys.insert({ ...aKey(user), id: key.id, endsAtMs: 1 }),
      store.links
        .insert({ digest: 'l', kind: 'setup', userId: null, expiresAtMs: 1 })
        .then(() => store.links.insert({ digest: 'l', kind: 'setup', userId: null, expiresAtMs: 1 })),
    ].map((fault) => fault.then(String, (error: { constraint?: string }) => error.constraint))
    assert.deepEqual(await Promise.all(names), ['api_keys_id_key', 'links_digest_key'])
  })

  test('values that no column can hold are refused', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    await assert.rejects(store.users.update(user.id, { updatedAtMs: Number.NaN }))
    assert.equal((await store.users.byId(user.id))?.updatedAtMs, user.updatedAtMs)
  })
})

describe('errors of SQLite', () => {
  const translate = (errcode: number, message = 'text') => {
    const full: string[] = []
    const fault = translateSqlite('/data/keyward.db', () => full.push('told'))(
      Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode }),
    )
    return { fault, told: full.length }
  }

  test('a full disk is told and answered as such', () => {
    const { fault, told } = translate(13)
    assert.ok(fault instanceof DomainError && fault.code === 'storage.full')
    assert.equal(told, 1)
  })

  test('damage is damage, in every extended form', () => {
    // SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_NOTADB.
    for (const code of [11, 779, 26]) assert.equal(translate(code).fault.name, 'StoreDamagedError')
  })

  test('unique constraints by table and columns, other constraints by text', () => {
    const of = (message: string) => translate(2067, message).fault
    assert.equal(of('UNIQUE constraint failed: users.normalised_name').message, 'user.exists')
    assert.equal(of('UNIQUE constraint failed: api_keys.user_id').message, 'key.exists')
    const composite = of('UNIQUE constraint failed: user_roles.user_id, user_roles.role')
    assert.ok(composite instanceof StorageError)
    assert.equal(composite.constraint, 'user_roles_user_id_role_key')
    assert.match(translate(787, 'FOREIGN KEY constraint failed').fault.message, /FOREIGN KEY/)
  })

  test('anything else keeps its number', () => {
    assert.match(translate(10).fault.message, /SQLITE_10/)
  })

  test('what is no error of SQLite passes unchanged', () => {
    for (const error of [new TypeError('x'), new DomainError('key.not_found')]) {
      assert.equal(translateSqlite('p', assert.fail)(error), error)
      assert.equal(openingFault('p', error), error)
    }
    assert.match(translateSqlite('p', assert.fail)('a text').message, /other than an error/)
    assert.match(openingFault('p', undefined).message, /other than an error/)
  })
})

describe('errors of PostgreSQL', () => {
  const translate = (code: string, rest: object = {}) =>
    translatePostgres(
      Object.assign(new DatabaseError(`secret ${CANARY}`, 1, 'error'), { code, detail: CANARY, ...rest }),
    )

  const cases: Record<string, string[]> = {
    'storage.full': ['53100'],
    'storage.away': ['57P01', '57P03', '08006', '53300', '25006', '28P01', '3D000'],
    busy: ['40001', '40P01', '55P03', '57014'],
    'input.invalid': ['22021'],
  }
  for (const [expected, codes] of Object.entries(cases)) {
    test(`${codes.join(', ')} mean ${expected}`, () => {
      for (const code of codes) {
        const fault = translate(code)
        assert.ok(fault instanceof DomainError, code)
        assert.equal(fault.code, expected)
      }
    })
  }

  test('constraints by name', () => {
    const refused = translate('23505', { constraint: 'users_normalised_name_key' })
    assert.ok(refused instanceof DomainError && refused.code === 'user.exists')
    const other = translate('23503', { constraint: 'users_account_fkey' })
    assert.ok(other instanceof StorageError && other.constraint === 'users_account_fkey')
  })

  test('the text is kept for mistakes of ours alone', () => {
    assert.match(translate('42P01').message, new RegExp(CANARY))
    assert.doesNotMatch(inspect(translate('22P02')), new RegExp(CANARY))
  })

  test('a lost connection in every form it comes', () => {
    const lost = [
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' }),
      new AggregateError([Object.assign(new Error('x'), { syscall: 'connect' })]),
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
      new Error('Client has encountered a connection error and is not queryable'),
    ]
    for (const error of lost) {
      const fault = translatePostgres(error)
      assert.ok(fault instanceof DomainError && fault.code === 'storage.away', error.message)
    }
  })

  test('what is no error of PostgreSQL passes unchanged', () => {
    const error = new TypeError('x')
    assert.equal(translatePostgres(error), error)
    assert.match(translatePostgres(null).message, /other than an error/)
  })
})
