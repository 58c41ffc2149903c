import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { USER_MANAGE } from '../../domain/roles/roles.ts'
import { apiKey, browser, counter, http, owner, reset, user, works } from './keys-testing.ts'

describe('POST /users/{id}/key/reset', () => {
  test('201 gives a new key; the old one is refused from then on', async () => {
    const answer = await reset({})
    assert.equal(answer.statusCode, 201)
    assert.deepEqual([await works(answer.json().apiKey), await works(apiKey)], [true, false])
    assert.equal(answer.json().overlap, null)
  })

  test('201 without a body at all', async () => {
    assert.equal((await reset()).statusCode, 201)
  })

  test('201 with an overlap lets the old one go on until it ends', async () => {
    const answer = await reset({ overlapSeconds: 3_600 })
    const { endsAt, lastFour } = answer.json().overlap
    assert.equal(Date.parse(endsAt), http.clock.now() + HOUR_MS)
    assert.equal(lastFour, apiKey.slice(-4))
    assert.ok(await works(apiKey))
    http.clock.advance(HOUR_MS)
    assert.equal(await works(apiKey), false)
  })

  test('201 again ends an earlier overlap: at most one retired key is alive', async () => {
    const second = (await reset({ overlapSeconds: 3_600 })).json().apiKey
    await reset({ overlapSeconds: 3_600 })
    assert.deepEqual([await works(apiKey), await works(second)], [false, true])
  })

  test('201 keeps the note in the log', async () => {
    await reset({ note: 'laptop lost' })
    const entries = await http.deps.store.audit.page(owner.accountId, 0, 1_000)
    assert.equal(entries.at(-1)?.details['note'], 'laptop lost')
  })

  test('201 with the same Idempotency-Key is the same key, also both at once', async () => {
    const headers = { 'idempotency-key': 'click' }
    const answers = await Promise.all([reset({}, headers), reset({}, headers)])
    assert.deepEqual(answers[0].json(), answers[1].json())
    assert.equal((await http.deps.store.keys.ofUser(user.id)).length, 2)
  })

  test('409 with the same Idempotency-Key for another request', async () => {
    await reset({}, { 'idempotency-key': 'click' })
    const answer = await reset({ overlapSeconds: 60 }, { 'idempotency-key': 'click' })
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'conflict'])
  })

  for (const key of ['', ' ', 'a b', 'x'.repeat(65), 'tab\there']) {
    test(`400 for the Idempotency-Key ${JSON.stringify(key.slice(0, 8))}; nothing is reset`, async () => {
      const answer = await reset({}, { 'idempotency-key': key })
      assert.deepEqual([answer.statusCode, answer.json().field], [400, 'Idempotency-Key'])
      assert.ok(await works(apiKey))
    })
  }

  const bad: readonly unknown[] = [
    { overlapSeconds: -1 },
    { overlapSeconds: 1.5 },
    { overlapSeconds: 30 * 24 * 3_600 + 1 },
    { overlapSeconds: '60' },
    { overlapSeconds: null },
    { note: 'x'.repeat(201) },
    { note: 1 },
    { userId: 'f'.repeat(32) },
    { apiKey: 'f'.repeat(32) },
    [],
    'x',
    1,
    null,
  ]
  for (const body of bad) {
    test(`400 for ${JSON.stringify(body).slice(0, 40)}; nothing is reset`, async () => {
      assert.equal((await reset(body)).statusCode, 400)
      assert.ok(await works(apiKey))
    })
  }

  test('403 step_up_needed; the old key goes on', async () => {
    http.clock.advance(5 * MINUTE_MS)
    assert.equal((await reset({})).json().code, 'step_up_needed')
    assert.ok(await works(apiKey))
  })

  test('403 by a key or a wrong one 401: a key cannot reset itself here', async () => {
    const by = (authorization: string) =>
      new Browser(http).api('POST', '/users/me/key/reset', {}, { authorization })
    assert.equal((await by(`Bearer ${apiKey}`)).statusCode, 403)
    assert.equal((await by(`Bearer ${'0'.repeat(32)}`)).statusCode, 401)
    assert.ok(await works(apiKey))
  })

  test('404 without a key', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    assert.equal((await reset({})).statusCode, 404)
  })
})

describe('POST /users/{id}/key/end-overlap', () => {
  const end = () => browser.api('POST', '/users/me/key/end-overlap')

  test('200 ends the old key now', async () => {
    await reset({ overlapSeconds: 3_600 })
    const answer = await end()
    assert.deepEqual([answer.statusCode, answer.json().overlap], [200, null])
    assert.equal(await works(apiKey), false)
  })

  test('403 step_up_needed when the last proof of presence is too old; the old key goes on', async () => {
    await reset({ overlapSeconds: 3_600 })
    http.clock.advance(6 * MINUTE_MS)
    const answer = await end()
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'step_up_needed'])
    assert.ok(await works(apiKey))
  })

  test('403 by a key, the retired one included', async () => {
    const { apiKey: fresh } = (await reset({ overlapSeconds: 3_600 })).json()
    for (const key of [apiKey, fresh]) {
      const authorization = `Bearer ${key}`
      const by = await new Browser(http).api('POST', '/users/me/key/end-overlap', undefined, {
        authorization,
      })
      assert.equal(by.statusCode, 403)
    }
    assert.ok(await works(apiKey))
  })

  test('200 when there is nothing to end', async () => {
    assert.equal((await end()).statusCode, 200)
    assert.ok(await works(apiKey))
  })

  test('404 without a key', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    assert.equal((await end()).statusCode, 404)
  })
})

describe("other people's keys (F-10)", () => {
  const acts: readonly [method: 'GET' | 'POST', act: string][] = [
    ['GET', ''],
    ['POST', ''],
    ['POST', '/reveal'],
    ['POST', '/reset'],
    ['POST', '/end-overlap'],
    ['GET', '/impact'],
    ['GET', '/reconnect'],
  ]
  const ask = (method: 'GET' | 'POST', userId: string, act: string) =>
    browser.api(method, `/users/${userId}/key${act}`)

  for (const [method, act] of acts) {
    test(`404 for ${method} key${act} of another account, exactly as for nobody`, async () => {
      const account = await addAccount(http.deps, OPERATOR, { name: `Other ${counter}` })
      const stranger = await makeUser(http.deps, account.id, `stranger${counter}`)
      const answers = [await ask(method, stranger.user.id, act), await ask(method, 'f'.repeat(32), act)]
      for (const { statusCode } of answers) assert.equal(statusCode, 404)
      const [theirs, nobody] = answers.map((answer) => ({ ...answer.json(), requestId: '' }))
      assert.deepEqual(theirs, nobody)
      assert.ok(await works(stranger.apiKey))
    })

    test(`403 for ${method} key${act} of a colleague without the right`, async () => {
      const colleague = await makeUser(http.deps, owner.accountId, `colleague${counter}`)
      assert.equal((await ask(method, colleague.user.id, act)).statusCode, 403)
      assert.ok(await works(colleague.apiKey))
    })

    for (const id of ['x', 'F'.repeat(32), 'f'.repeat(31), '%00', "'; drop table users", '..%2fme']) {
      test(`${method} key${act} of the malformed id ${id} names nobody`, async () => {
        const { statusCode } = await ask(method, encodeURI(id), act)
        assert.ok([400, 404].includes(statusCode), `${statusCode}`)
      })
    }
  }

  test('200 for a manager of the account, and the log says who it was', async () => {
    const manager = await makeUser(http.deps, owner.accountId, `boss${counter}`, { roles: [USER_MANAGE] })
    await browser.enter(manager.user)
    assert.equal((await ask('POST', user.id, '/reset')).statusCode, 201)
    const entry = (await http.deps.store.audit.page(owner.accountId, 0, 1_000)).at(-1)
    assert.deepEqual([entry?.actor, entry?.target], [`user:${manager.user.id}`, `user:${user.id}`])
    assert.equal(await works(apiKey), false)
  })

  test('403 for a manager who reaches for the owner', async () => {
    const manager = await makeUser(http.deps, owner.accountId, `boss${counter}`, { roles: [USER_MANAGE] })
    await browser.enter(manager.user)
    assert.equal((await ask('POST', owner.id, '/reveal')).statusCode, 403)
  })
})

describe('a key that is shown once (S-27)', () => {
  const reveal = () => browser.api('POST', '/users/me/key/reveal')

  test('201 by reset: in this answer, and in none after it', async () => {
    const made = await reset({ showOnce: true })
    assert.deepEqual(
      [made.statusCode, made.json().shownOnce, made.json().showOnceRequired],
      [201, true, false],
    )
    assert.ok(await works(made.json().apiKey))
    const later = await reveal()
    assert.equal(later.statusCode, 409)
    assert.equal(later.json().type, 'urn:keyward:problem:key_shown_once')
    assert.match(later.json().detail, /shown once/)
    const facts = (await browser.api('GET', '/users/me/key')).json()
    assert.deepEqual([facts.shownOnce, facts.lastFour], [true, made.json().apiKey.slice(-4)])
  })

  test('201 as the first key', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    const made = await browser.api('POST', '/users/me/key', { showOnce: true })
    assert.deepEqual([made.statusCode, made.json().shownOnce], [201, true])
    assert.equal((await reveal()).json().code, 'key_shown_once')
  })

  test('409 key_shown_once for the same Idempotency-Key: no second key, and the first is not told again', async () => {
    const headers = { 'idempotency-key': 'once' }
    const made = await reset({ showOnce: true }, headers)
    const again = await reset({ showOnce: true }, headers)
    assert.deepEqual([again.statusCode, again.json().code], [409, 'key_shown_once'])
    assert.ok(await works(made.json().apiKey))
  })

  test('400 names the member when the account lets no key be shown again', async () => {
    const account = await addAccount(http.deps, OPERATOR, { name: 'Strict' })
    const sara = await makeUser(http.deps, account.id, `sara${counter}`)
    await browser.enter(sara.user)
    await updateAccount(http.deps, OPERATOR, account.id, { showOnce: true })
    const lax = await reset({ showOnce: false })
    assert.deepEqual([lax.statusCode, lax.json().field], [400, 'showOnce'])
    assert.ok(await works(sara.apiKey))
    const made = (await reset()).json()
    assert.deepEqual([made.shownOnce, made.showOnceRequired], [true, true])
  })

  for (const showOnce of ['yes', 1, null]) {
    test(`400 for showOnce ${JSON.stringify(showOnce)}`, async () => {
      assert.equal((await reset({ showOnce })).statusCode, 400)
      assert.ok(await works(apiKey))
    })
  }
})
