import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { actionsOf, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { apiKey, browser, counter, DAY_MS, http, owner, reset, use, user, works } from './keys-testing.ts'

describe('GET /users/{id}/key', () => {
  test('200 describes it without its value', async () => {
    const answer = await browser.api('GET', '/users/me/key')
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.json().lastFour, apiKey.slice(-4))
    assert.doesNotMatch(answer.body, new RegExp(apiKey))
  })

  test('200 by id is the same as by me', async () => {
    const byId = await browser.api('GET', `/users/${user.id}/key`)
    assert.deepEqual(byId.json(), (await browser.api('GET', '/users/me/key')).json())
  })

  test('200 names the last use', async () => {
    await use(apiKey)
    const { lastUse } = (await browser.api('GET', '/users/me/key')).json()
    const at = new Date(http.clock.now()).toISOString()
    assert.deepEqual(lastUse, { at, client: 'rclone/v1.60.1', address: '192.0.2.7', dialect: 'native' })
  })

  test('200 tells a key that is refused since a restore, or lost with the master key', async () => {
    const states = []
    for (const state of ['unconfirmed', 'lost'] as const) {
      const { id } = (await browser.api('GET', '/users/me/key')).json()
      await http.deps.store.keys.setState(id, state)
      states.push((await browser.api('GET', '/users/me/key')).json().state)
      assert.equal(await works(apiKey), false)
    }
    assert.deepEqual(states, ['unconfirmed', 'lost'])
    const made = (await reset()).json()
    assert.deepEqual([made.state, await works(made.apiKey)], ['active', true])
  })

  test('200 with null when there is none: a page that asks for it has met no error', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    const answer = await browser.api('GET', '/users/me/key')
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.json(), null)
  })
})

describe('POST /users/{id}/key', () => {
  test('201 gives a user without one a key that works', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    const answer = await browser.api('POST', '/users/me/key')
    assert.equal(answer.statusCode, 201)
    assert.equal(answer.json().username, user.name)
    assert.ok(await works(answer.json().apiKey))
  })

  test('409 when there is one', async () => {
    assert.equal((await browser.api('POST', '/users/me/key')).statusCode, 409)
    assert.ok(await works(apiKey))
  })

  test('201 with the same Idempotency-Key is the same key', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    const headers = { 'idempotency-key': 'once' }
    const [one, two] = [
      await browser.api('POST', '/users/me/key', undefined, headers),
      await browser.api('POST', '/users/me/key', undefined, headers),
    ]
    assert.deepEqual([two.statusCode, two.json()], [201, one.json()])
  })
})

describe('POST /users/{id}/key/reveal', () => {
  const reveal = () => browser.api('POST', '/users/me/key/reveal')

  test('200 shows the value, and the log says so first (S-3B)', async () => {
    const answer = await reveal()
    assert.deepEqual([answer.json().apiKey, answer.json().username], [apiKey, user.name])
    assert.equal((await actionsOf(http.deps, owner.accountId)).at(-1), 'key.show')
  })

  test('403 step_up_needed when presence was not proven within five minutes (S-3A)', async () => {
    http.clock.advance(5 * MINUTE_MS)
    const answer = await reveal()
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'step_up_needed'])
    assert.doesNotMatch(answer.body, new RegExp(apiKey))
  })

  test('409 key_lost when its value cannot be shown any more', async () => {
    const key = await http.deps.store.keys.current(user.id)
    await http.deps.store.transaction((tx) => tx.keys.setState(key?.id ?? '', 'lost'))
    const answer = await reveal()
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'key_lost'])
  })

  test('500 shows nothing when the sealed value was moved from another row (S-22)', async () => {
    const other = await makeUser(http.deps, owner.accountId, `vera${counter}`)
    const [mine, theirs] = [
      await http.deps.store.keys.current(user.id),
      await http.deps.store.keys.current(other.user.id),
    ]
    assert.ok(mine && theirs)
    await http.deps.store.transaction((tx) =>
      tx.keys.replaceSecret(mine.id, { ...mine, sealed: theirs.sealed }),
    )
    const answer = await reveal()
    assert.deepEqual([answer.statusCode, answer.json().code], [500, 'internal'])
    assert.doesNotMatch(answer.body, new RegExp(`${apiKey}|${other.apiKey}`))
  })

  test('403 by a key: a key cannot show a key', async () => {
    const headers = { authorization: `Bearer ${apiKey}` }
    const answer = await new Browser(http).api('POST', '/users/me/key/reveal', undefined, headers)
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'forbidden'])
  })
})

describe('GET /users/{id}/key/impact and /reconnect', () => {
  test('200 names who would be disconnected', async () => {
    http.clock.advance(2 * DAY_MS)
    await browser.enter(user)
    await use(apiKey, 'rclone/v1.60.1', '192.0.2.7')
    await use(apiKey, 'rclone/v1.60.1', '192.0.2.7')
    await use(apiKey, 'python-requests/2.31', '192.0.2.8')
    const { callers, activeCallers, windowDays } = (await browser.api('GET', '/users/me/key/impact')).json()
    assert.deepEqual([activeCallers, windowDays], [2, 30])
    const calls = callers.map(({ client, calls }: { client: string; calls: number }) => [client, calls])
    assert.deepEqual(
      new Map(calls),
      new Map([
        ['rclone/v1.60.1', 2],
        ['python-requests/2.31', 1],
      ]),
    )
  })

  test('200 names who came back, who still has the old key and who is silent', async () => {
    await use(apiKey, 'moves/1')
    await use(apiKey, 'stays/1')
    await use(apiKey, 'silent/1')
    http.clock.advance(MINUTE_MS)
    const { apiKey: fresh } = (await reset({})).json()
    http.clock.advance(MINUTE_MS)
    await use(fresh, 'moves/1')
    await use(apiKey, 'stays/1').catch(() => undefined)
    const { callers, resetAt } = (await browser.api('GET', '/users/me/key/reconnect')).json()
    assert.equal(Date.parse(resetAt), http.clock.now() - MINUTE_MS)
    const states = callers.map(({ client, state }: { client: string; state: string }) => [client, state])
    assert.deepEqual(
      new Map(states),
      new Map([
        ['moves/1', 'moved'],
        ['stays/1', 'failing'],
        ['silent/1', 'silent'],
      ]),
    )
  })

  test('200 without any reset names nobody', async () => {
    const answer = await browser.api('GET', '/users/me/key/reconnect')
    assert.deepEqual(answer.json(), { resetAt: null, callers: [] })
  })
})
