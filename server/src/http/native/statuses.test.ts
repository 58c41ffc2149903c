import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { shareOf } from '../../../../tests/support/counts.ts'
import { namesUser, OPERATIONS, type Operation } from '../../../../tests/support/native-operations.ts'
import { PRODUCERS } from './status-refusals-testing.ts'
import { asCaller, needsRank, touches, user, world } from './statuses-testing.ts'

/** Refused before anything is looked at. */
const AT_THE_DOOR =
  /^(invalid|two_credentials|unauthorized|csrf|not_acceptable|.*too_large|unsupported_media_type)$/
/** Faults of the store: what was begun is rolled back. */
const IN_THE_STORE = /^(internal|busy|outcome_unknown|storage_full)$/

const touchesNothing = (operation: Operation, code: string) =>
  AT_THE_DOOR.test(code) || (IN_THE_STORE.test(code) && !needsRank(operation))

/** The descriptions of the APIs ask nothing of anybody that could fail. */
const CANNOT_FAIL = ['getOpenApi', 'listApis', 'getApi']

const refusalsOf = ({ refusals }: Operation) =>
  [...refusals].flatMap(([status, codes]) => codes.map((code) => ({ status, code })))

const times = Map.groupBy(OPERATIONS.flatMap(refusalsOf), ({ code }) => code)

/** Of what most operations refuse, and in the same place, the short run tries some with each. */
const isCommon = ({ code }: { code: string }) => (times.get(code) ?? []).length > 70

function tried(operation: Operation, at: number) {
  const all = refusalsOf(operation)
  return [...all.filter((one) => !isCommon(one)), ...shareOf(all.filter(isCommon), at, 4)]
}

describe('every operation gives every status it declares', () => {
  for (const [at, operation] of OPERATIONS.entries()) {
    test(`${operation.id} succeeds with ${operation.success}`, async () => {
      touches(false)
      await world.prepare(user, operation)
      assert.equal((await asCaller(operation)).statusCode, operation.success)
    })

    for (const { status, code } of tried(operation, at)) {
      if (status >= 500 && CANNOT_FAIL.includes(operation.id)) continue
      test(`${operation.id} refuses with ${status} ${code}`, async () => {
        touches(touchesNothing(operation, code))
        const produce = PRODUCERS[code]
        assert.ok(produce, `nothing here makes ${code} happen`)
        const answer = await produce(operation)
        assert.deepEqual([answer.statusCode, answer.json().code], [status, code])
      })
    }
  }
})

/** In the middle of each transaction a call is counted, as happens all the time. */
async function withCallsMeanwhile<T>(act: () => Promise<T>) {
  const { store, calls } = world.http.deps
  const { transaction } = store
  const holder = { keyId: 'of somebody', userId: user.id, accountId: user.accountId }
  const origin = { dialect: 'native', userAgent: 'curl/8', address: '192.0.2.1' } as const
  const transactions: unknown[] = []
  store.transaction = (work, sees) => {
    transactions.push(sees)
    return transaction((tx) => {
      calls.record(holder, origin, 'valid')
      return work(tx)
    }, sees)
  }
  const answer = await act().finally(() => {
    store.transaction = transaction
  })
  return { answer, transactions }
}

describe('what shows something that can be edited names its state', () => {
  const edits = OPERATIONS.filter(({ parameters }) => parameters.includes('If-Match'))
  for (const operation of edits) {
    test(`${operation.id} is done while that state holds`, async () => {
      touches(false)
      await world.prepare(user, operation)
      const read = () => asCaller({ ...operation, method: 'GET' }, { body: undefined })
      const [shown, again] = [await read(), await read()]
      const { etag = '' } = shown.headers
      assert.match(etag, /^"[\w-]{22}"$/)
      assert.equal(again.headers.etag, etag)
      const headers = { 'if-match': `"another", ${etag}` }
      const { answer, transactions } = await withCallsMeanwhile(() => asCaller(operation, { headers }))
      assert.equal(answer.statusCode, operation.success)
      assert.deepEqual(transactions, ['one moment'], 'the check and the change are one transaction')
    })
  }
})

test('every way to a refusal is declared by some operation', () => {
  const declared = OPERATIONS.flatMap(({ refusals }) => [...refusals.values()].flat())
  assert.deepEqual(
    Object.keys(PRODUCERS).filter((code) => !declared.includes(code)),
    [],
  )
})

test('an operation names a user exactly when its path does', () => {
  for (const operation of OPERATIONS) {
    assert.equal(namesUser(operation), operation.path.includes('{userId}'), operation.id)
  }
})
