import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { TESTER } from '../../../../tests/support/app.ts'
import { tokenOf } from '../../../../tests/support/identity.ts'
import { DomainError } from '../../domain/errors.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { app, ask, askTwice, bearer, callsOf } from './testing.ts'

describe('a credential that is not good any more', () => {
  test('is refused in the next request after a reset, and its use is recorded', async () => {
    const user = await app.addUser('resets')
    const token = `X-Auth-Token: ${await tokenOf(app, user)}`
    for (const line of [bearer(user), token]) assert.equal((await askTwice([line])).status, 204)
    await resetKey(app.deps, TESTER, user.userId, { overlapSeconds: 0 })
    for (const line of [bearer(user), token]) {
      const { status, reason, headers } = await ask([line])
      assert.deepEqual([status, reason], [401, 'credential'])
      assert.equal(headers.get('x-keyward-user'), undefined)
    }
    const revoked = (await callsOf(user)).filter(({ outcome }) => outcome === 'revoked')
    assert.deepEqual(
      revoked.map(({ dialect, calls }) => [dialect, calls]),
      // The key itself, and the token that was got with it.
      [['forward-auth', 2]],
    )
  })

  test('looks the same whether it is unknown, ended, deleted or of a disabled user', async () => {
    const [ended, deleted, disabled] = [
      await app.addUser('ended'),
      await app.addUser('deleted'),
      await app.addUser('disabled'),
    ]
    await resetKey(app.deps, TESTER, ended.userId, { overlapSeconds: 0 })
    await deleteKey(app.deps, TESTER, deleted.userId)
    await disableUser(app.deps, TESTER, disabled.userId)
    const answers = new Set<string>()
    for (const apiKey of ['e'.repeat(32), ended.apiKey, deleted.apiKey, disabled.apiKey]) {
      const { status, headers, body } = await ask([bearer({ apiKey })])
      const told = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name))
      answers.add(JSON.stringify({ status, told, body }))
    }
    assert.equal(answers.size, 1)
  })
})

describe('what is no verdict elsewhere is one here, for nginx makes a 500 of anything else', () => {
  for (const [code, told] of [
    ['storage.away', 'unavailable'],
    ['master_key.away', 'unavailable'],
    ['busy', 'unavailable'],
    ['storage.full', 'unavailable'],
  ] as const) {
    test(`${code} is 403 ${told}`, async () => {
      const { known } = app.deps.store.keys
      Object.assign(app.deps.store.keys, { known: () => Promise.reject(new DomainError(code)) })
      const { status, reason } = await ask([`Authorization: Bearer ${'d'.repeat(32)}`])
      Object.assign(app.deps.store.keys, { known })
      assert.deepEqual([status, reason], [403, told])
    })
  }

  test('a fault of ours is 403 unavailable too', async () => {
    const { known } = app.deps.store.keys
    Object.assign(app.deps.store.keys, { known: () => Promise.reject(new Error('a fault')) })
    const { status, reason, body } = await ask([`Authorization: Bearer ${'d'.repeat(32)}`])
    Object.assign(app.deps.store.keys, { known })
    assert.deepEqual([status, reason, body], [403, 'unavailable', ''])
  })

  test('rules that cannot be read let nobody pass', async () => {
    app.deps.known.endpointsChanged()
    const { list } = app.deps.store.serviceRules
    Object.assign(app.deps.store.serviceRules, {
      list: () => Promise.reject(new DomainError('storage.away')),
    })
    const { status, reason } = await ask([bearer(app.owner)])
    Object.assign(app.deps.store.serviceRules, { list })
    assert.deepEqual([status, reason], [403, 'unavailable'])
    assert.equal((await ask([bearer(app.owner)])).status, 204)
  })

  for (const [what, lines] of [
    ['a header of 20 KB, as a browser with many cookies sends', [`Cookie: x=${'x'.repeat(20_000)}`]],
    ['a hundred and one headers', Array.from({ length: 101 }, (_, at) => `X-${at}: 1`)],
    ['two credentials', ['X-Auth-Token: x', 'Authorization: Bearer x']],
    ['two hosts', ['Host: elsewhere']],
    ['a broken header', ['X Y: z']],
  ] as const) {
    test(`${what}: 403 malformed`, async () => {
      const { status, reason } = await ask(lines)
      assert.deepEqual([status, reason], [403, 'malformed'])
    })
  }
})
