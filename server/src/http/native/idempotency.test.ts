import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { auditOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { isIdempotent, namesUser, OPERATIONS } from '../../../../tests/support/native-operations.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'
import { browser, CHANGES, operationOf, user, world } from './changes-testing.ts'

const IDEMPOTENT = OPERATIONS.filter(isIdempotent)
const click = (key: string) => ({ 'idempotency-key': key })

describe('the same Idempotency-Key', () => {
  test('is taken by the operations that make something', () => {
    assert.deepEqual(IDEMPOTENT.map(({ id }) => id).sort(), [
      'addAdministrator',
      'createAlias',
      'createDomain',
      'createGroupList',
      'createKey',
      'createMailbox',
      'createUser',
      'generateKeyPair',
      'resetKey',
      'startImport',
      'startJob',
    ])
  })

  for (const operation of IDEMPOTENT.filter(namesUser)) {
    const ready = async () => {
      if (operation.id === 'createKey') await deleteKey(world.http.deps, OPERATOR, user.id)
      return (await entries()).length
    }
    /** To give the secret again is written down as showing it. */
    const entries = async () =>
      (await auditOf(world.http.deps, user.accountId)).filter(
        ({ target, action }) => target === `user:${user.id}` && action !== 'key.show',
      )
    const ask = (headers: Readonly<Record<string, string>>, from = browser) =>
      world.call(from, operation, { headers })

    test(`${operation.id} gives the same answer, and is done once`, async () => {
      const before = await ready()
      const first = await ask(click('a'))
      const again = await ask(click('a'))
      assert.equal(first.statusCode, 201)
      assert.deepEqual([again.statusCode, again.json()], [201, first.json()])
      assert.equal((await entries()).length, before + 1)
    })

    test(`${operation.id} sent five times at once is done once`, async () => {
      const before = await ready()
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(click('a'))))
      assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
      assert.equal((await entries()).length, before + 1)
    })

    test(`${operation.id} gives the same answer in another session of the same person`, async () => {
      await ready()
      const first = (await ask(click('a'))).json()
      assert.deepEqual((await ask(click('a'), await world.browserOf(user))).json(), first)
    })

    test(`${operation.id} gives the secret again only to somebody who is still present`, async () => {
      await ready()
      await ask(click('a'))
      world.http.clock.advance(5 * MINUTE_MS)
      const answer = await ask(click('a'))
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'step_up_needed'])
      assert.doesNotMatch(answer.body, /apiKey/)
    })

    test(`${operation.id} gives somebody else nothing of it`, async () => {
      await ready()
      const { apiKey: mine } = (await ask(click('a'))).json()
      const other = await world.someone()
      await deleteKey(world.http.deps, OPERATOR, other.user.id)
      const answer = await world.call(await world.browserOf(other.user), operationOf('createKey'), {
        headers: click('a'),
      })
      assert.equal(answer.statusCode, 201)
      assert.notEqual(answer.json().apiKey, mine)
    })

    test(`${operation.id} under a key of 64 characters, and none but such a key`, async () => {
      await ready()
      await world.changingNothing(async () => {
        for (const key of ['', 'a'.repeat(65), 'a b', ' ', 'a\tb']) {
          const answer = await ask(click(key))
          assert.deepEqual(
            [answer.statusCode, answer.json().field],
            [400, 'Idempotency-Key'],
            JSON.stringify(key),
          )
        }
      })
      assert.equal((await ask(click('~'.repeat(64)))).statusCode, 201)
    })

    test(`${operation.id} is remembered for 24 hours, to the millisecond`, async () => {
      await ready()
      const first = (await ask(click('a'))).json()
      world.http.clock.advance(24 * HOUR_MS)
      const later = await world.browserOf(user)
      assert.equal((await ask(click('a'), later)).json().apiKey, first.apiKey)
      world.http.clock.advance(1)
      const answer = await ask(click('a'), later)
      if (operation.id === 'createKey') assert.equal(answer.json().code, 'conflict')
      else assert.notEqual(answer.json().apiKey, first.apiKey)
    })
  }

  test('for a reset with another overlap or another note is a conflict; for none given, the same as 0', async () => {
    const reset = (body: unknown) =>
      world.call(browser, operationOf('resetKey'), { body, headers: click('a') })
    const first = (await reset(undefined)).json()
    assert.equal((await reset({ overlapSeconds: 0 })).json().apiKey, first.apiKey)
    assert.equal((await reset({})).json().apiKey, first.apiKey)
    for (const body of [{ overlapSeconds: 1 }, { note: '0' }, { overlapSeconds: 0, note: 'x' }]) {
      assert.equal((await reset(body)).json().code, 'conflict', JSON.stringify(body))
    }
  })

  test('for two different operations is a conflict', async () => {
    await deleteKey(world.http.deps, OPERATOR, user.id)
    await world.call(browser, operationOf('createKey'), { headers: click('a') })
    const answer = await world.call(browser, operationOf('resetKey'), { headers: click('a') })
    assert.equal(answer.json().code, 'conflict')
  })

  test('means nothing where it is not described', async () => {
    for (const operation of CHANGES.filter((each) => !isIdempotent(each))) {
      const { user: asker } = await world.someoneIn(await world.newAccount(), [USER_ADMIN])
      await world.newSubject(asker.accountId)
      const from = await world.browserOf(asker)
      await world.prepare(asker, operation)
      const { statusCode } = await world.call(from, operation, { headers: click('a'.repeat(65)) })
      assert.equal(statusCode, operation.success, operation.id)
    }
  })
})
