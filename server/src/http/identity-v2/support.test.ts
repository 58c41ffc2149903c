import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { assertFault, call, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const PIN = '175926'
let serial = 0

async function fresh(): Promise<TestUser> {
  serial++
  return app.addUser(`member${serial}`, { accountId })
}

async function ask(method: 'GET' | 'POST' | 'PUT', path: string, as: TestUser, body?: unknown) {
  const token = await tokenOf(app, as)
  return call(app, method, `/v2.0${path}`, { token, ...(body !== undefined && { body }) })
}

const at = (user: TestUser, what: string) => `/users/${user.userId}/RAX-AUTH/phone-pin/${what}`
const setPin = (user: TestUser, as: TestUser, pin: unknown = PIN) =>
  ask('POST', `/users/${user.userId}`, as, { user: { 'RAX-AUTH:phonePin': pin } })
const verify = async (user: TestUser, pin: string) => {
  const answer = await ask('POST', at(user, 'verify'), staff, { 'RAX-AUTH:phonePin': { pin } })
  return answer.json()['RAX-AUTH:verifyPhonePinResult'].authenticated
}
async function pinOf(user: TestUser, as: TestUser) {
  const { user: read } = (await ask('GET', `/users/${user.userId}`, as)).json()
  return [read['RAX-AUTH:phonePin'], read['RAX-AUTH:phonePinState']]
}
async function lock(user: TestUser): Promise<void> {
  for (let wrong = 0; wrong < 6; wrong++) assert.equal(await verify(user, '000999'), false)
}

describe('the support PIN', () => {
  test('is set by the user, and shown to the user alone', async () => {
    const user = await fresh()
    assert.deepEqual(await pinOf(user, user), [undefined, 'INACTIVE'])
    assert.equal((await setPin(user, user)).json().user['RAX-AUTH:phonePin'], PIN)
    assert.deepEqual(await pinOf(user, user), [PIN, 'ACTIVE'])
    for (const as of [owner, staff, app.owner]) assert.deepEqual(await pinOf(user, as), [undefined, 'ACTIVE'])
    const { users } = (await ask('GET', '/users', owner)).json()
    assert.ok(!JSON.stringify(users).includes(PIN))
    assertFault(await setPin(user, owner), 403, 'forbidden')
    const rows = await app.deps.store.supportPins.ofUser(user.userId)
    assert.ok(rows && !Buffer.from(rows.sealed).includes(PIN))
  })

  for (const pin of ['111128', '123459', '12345', 'abcdef', 175926]) {
    test(`cannot be ${JSON.stringify(pin)}`, async () => {
      const user = await fresh()
      assertFault(await setPin(user, user, pin), 400, 'badRequest')
      assert.deepEqual(await pinOf(user, user), [undefined, 'INACTIVE'])
    })
  }

  test('is not set when anything else in the request is refused, and nothing else when the PIN is', async () => {
    const user = await fresh()
    const change = (more: object) => ask('POST', `/users/${user.userId}`, user, { user: more })
    const pin = { 'RAX-AUTH:phonePin': PIN }
    assertFault(await change({ ...pin, 'RAX-AUTH:defaultRegion': 'no such place' }), 400, 'badRequest')
    assertFault(await change({ ...pin, email: 'other@example.com' }), 403, 'forbidden')
    assert.deepEqual(await pinOf(user, user), [undefined, 'INACTIVE'])
    const wrong = { 'RAX-AUTH:phonePin': '111111', 'RAX-AUTH:defaultRegion': 'DFW' }
    assertFault(await change(wrong), 400, 'badRequest')
    assert.equal((await app.deps.store.users.byId(user.userId))?.defaultRegion, null)
    const { user: both } = (await change({ ...pin, 'RAX-AUTH:defaultRegion': 'DFW' })).json()
    assert.deepEqual([both['RAX-AUTH:phonePin'], both['RAX-AUTH:defaultRegion']], [PIN, 'DFW'])
  })

  test('is made anew by the owner, for others and not for oneself', async () => {
    const user = await fresh()
    assert.equal((await ask('POST', at(user, 'reset'), owner)).statusCode, 204)
    const [first] = await pinOf(user, user)
    assert.match(first, /^[0-9]{6}$/)
    assertFault(await ask('POST', `${at(user, 'reset')}?only_if_missing=true`, owner), 409, 'tenantConflict')
    assert.deepEqual(await pinOf(user, user), [first, 'ACTIVE'])
    assertFault(await ask('POST', at(user, 'reset'), user), 403, 'forbidden')
    assertFault(await ask('POST', at(owner, 'reset'), owner), 403, 'forbidden')
    const missing = await fresh()
    const ifMissing = await ask('POST', `${at(missing, 'reset')}?only_if_missing=true`, owner)
    assert.equal(ifMissing.statusCode, 204)
  })

  test('locks after six wrong checks, is right no more then, and is unlocked by the user alone', async () => {
    const user = await fresh()
    await setPin(user, user)
    assertFault(await ask('PUT', at(user, 'unlock'), user), 403, 'forbidden')
    assert.equal(await verify(user, PIN), true)
    await lock(user)
    assert.deepEqual(await pinOf(user, user), [PIN, 'LOCKED'])
    assert.equal(await verify(user, PIN), false)
    assertFault(await ask('PUT', at(user, 'unlock'), owner), 403, 'forbidden')
    assert.equal((await ask('PUT', at(user, 'unlock'), user)).statusCode, 204)
    assert.equal(await verify(user, PIN), true)
  })

  test('a right check makes earlier wrong ones forgotten', async () => {
    const user = await fresh()
    await setPin(user, user)
    for (let round = 0; round < 2; round++) {
      for (let wrong = 0; wrong < 5; wrong++) assert.equal(await verify(user, '000999'), false)
      assert.equal(await verify(user, PIN), true)
    }
  })

  test('is checked by staff alone, and each check is in the audit log without the PIN', async () => {
    const user = await fresh()
    await setPin(user, user)
    const body = { 'RAX-AUTH:phonePin': { pin: PIN } }
    for (const as of [owner, user]) {
      assertFault(await ask('POST', at(user, 'verify'), as, body), 403, 'forbidden')
    }
    await verify(user, PIN)
    const last = (await app.deps.store.audit.page(accountId, 0, 10_000)).at(-1)
    assert.deepEqual([last?.action, last?.details['isRight']], ['user.pin.check', true])
    assert.ok(!JSON.stringify(last).includes(PIN))
    assertFault(await ask('POST', at(user, 'verify'), staff, {}), 400, 'badRequest')
  })

  test('is neither shown nor set in the name of the user', async () => {
    const user = await fresh()
    await setPin(user, user)
    const body = { 'RAX-AUTH:impersonation': { user: { id: user.userId } } }
    const answer = await ask('POST', '/RAX-AUTH/impersonation-tokens', staff, body)
    const { id: token } = answer.json().access.token
    const url = `/v2.0/users/${user.userId}`
    const read = (await call(app, 'GET', url, { token })).json().user
    assert.equal(read['RAX-AUTH:phonePin'], undefined)
    const change = { user: { 'RAX-AUTH:phonePin': '926175' } }
    assertFault(await call(app, 'POST', url, { token, body: change }), 403, 'forbidden')
    const secretqa = { 'RAX-AUTH:secretqa': { id: '1', answer: 'x' } }
    assertFault(
      await call(app, 'POST', `${url}/RAX-AUTH/secretqas`, { token, body: secretqa }),
      403,
      'forbidden',
    )
  })
})

describe('a secret question', () => {
  const answerOf = (user: TestUser, as: TestUser, secretqa: unknown) =>
    ask('POST', `/users/${user.userId}/RAX-AUTH/secretqas`, as, { 'RAX-AUTH:secretqa': secretqa })

  test('is chosen from a list; its answer is in no answer, log or table as it was given', async () => {
    const user = await fresh()
    const { 'RAX-AUTH:questions': questions } = (
      await ask('GET', '/RAX-AUTH/secretqa/questions', user)
    ).json()
    assert.ok(questions.length > 1)
    const answer = await answerOf(user, user, { id: questions[0].id, answer: 'Elm Street' })
    assert.deepEqual([answer.statusCode, answer.json()], [200, { 'RAX-AUTH:secretqa': questions[0] }])
    assert.equal((await answerOf(user, user, { id: questions[1].id, answer: 'Smith' })).statusCode, 200)
    const log = JSON.stringify(await app.deps.store.audit.page(accountId, 0, 10_000))
    assert.ok(!/elm street|smith/i.test(log))
  })

  test('is set by oneself alone', async () => {
    const user = await fresh()
    const given = { id: '1', answer: 'x' }
    for (const as of [owner, staff]) assertFault(await answerOf(user, as, given), 403, 'forbidden')
    assertFault(await answerOf(owner, user, given), 403, 'forbidden')
  })

  test('needs a question and an answer', async () => {
    const user = await fresh()
    for (const given of [{ id: '99', answer: 'x' }, { id: '1', answer: ' ' }, { id: '1' }, undefined]) {
      assertFault(await answerOf(user, user, given), 400, 'badRequest')
    }
  })
})
