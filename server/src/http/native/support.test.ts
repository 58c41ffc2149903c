import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { actionsOf } from '../../../../tests/support/deps.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN } from '../../domain/roles/roles.ts'
import { checkToken } from '../../domain/tokens/check-token.ts'

let world: NativeWorld
before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())

const OWN = '/users/me/support-pin'

async function people() {
  const { user, apiKey } = await world.someoneIn(await world.newAccount())
  const { user: staff } = await world.someone([IDENTITY_ADMIN])
  return { user, apiKey, theirs: await world.browserOf(user), staff, support: await world.browserOf(staff) }
}

describe('the support PIN', () => {
  test('is made, shown to its user alone after a proof, and known to support by a check; all of it is written down', async () => {
    const { user, apiKey, theirs, support } = await people()
    assert.equal((await theirs.api('GET', OWN)).json().state, 'INACTIVE')
    assert.equal((await theirs.api('POST', `${OWN}/reveal`)).statusCode, 404)
    const { pin } = (await theirs.api('POST', `${OWN}/reset`)).json()
    assert.match(pin, /^\d{6}$/)
    assert.equal((await theirs.api('POST', `${OWN}/reveal`)).json().pin, pin)
    const check = async (named: string) =>
      (await support.api('POST', '/support-pins/check', { userId: user.id, pin: named })).json().right
    assert.deepEqual([await check(pin), await check('000000')], [true, false])
    const actions = (await actionsOf(world.http.deps, user.accountId)).filter((one) =>
      one.startsWith('user.pin'),
    )
    assert.deepEqual(actions, ['user.pin', 'user.pin.reveal', 'user.pin.check', 'user.pin.check'])
    await theirs.api('DELETE', '/session/step-up')
    for (const act of ['reveal', 'reset'])
      assert.equal((await theirs.api('POST', `${OWN}/${act}`)).json().code, 'step_up_needed', act)
    const byKey = await new Browser(world.http).api('POST', `${OWN}/reveal`, undefined, bearer(apiKey))
    assert.equal(byKey.statusCode, 403)
  })

  test('is checked by staff alone', async () => {
    const { user } = await people()
    const { user: boss } = await world.someoneIn(user.accountId, [USER_ADMIN])
    const owner = await world.browserOf(boss)
    const answer = await owner.api('POST', '/support-pins/check', { userId: user.id, pin: '204861' })
    assert.equal(answer.statusCode, 403)
  })
})

describe('acting as a user', () => {
  const isLive = async (token: string) => (await checkToken(world.http.deps, token)) !== null

  test('is by a token that says who acts, shows no secret, and ends with its time and with the password of staff', async () => {
    const { user, staff, support } = await people()
    const made = await support.api('POST', '/impersonations', { userId: user.id, seconds: 60 })
    assert.equal(made.statusCode, 201)
    const { token, expiresAt } = made.json()
    assert.equal(Date.parse(expiresAt), world.http.clock.now() + 60_000)
    const live = await checkToken(world.http.deps, token)
    assert.deepEqual([live?.user.id, live?.impersonator?.id], [user.id, staff.id])
    const shown = await new Browser(world.http).api('POST', '/users/me/key/reveal', undefined, bearer(token))
    assert.equal(shown.statusCode, 403)
    world.http.clock.advance(60_000)
    assert.equal(await isLive(token), false)
    assert.ok((await actionsOf(world.http.deps, user.accountId)).includes('token.impersonate'))
    await support.enter(staff)
    const another = (await support.api('POST', '/impersonations', { userId: user.id })).json().token
    assert.ok(await isLive(another))
    await world.http.deps.store.users.update(staff.id, { passwordId: 'e'.repeat(32) })
    assert.equal(await isLive(another), false)
  })

  test('is for staff who have just proved presence, never as other staff', async () => {
    const { user, theirs, support } = await people()
    const { user: operator } = await world.someone([SERVICE_ADMIN])
    const asks = (from: Browser, userId: string) => from.api('POST', '/impersonations', { userId })
    assert.equal((await asks(theirs, user.id)).statusCode, 403)
    assert.equal((await asks(support, operator.id)).statusCode, 403)
    await support.api('DELETE', '/session/step-up')
    assert.equal((await asks(support, user.id)).json().code, 'step_up_needed')
  })
})
