import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditOf, PASSWORD, visitFrom } from '../../../../tests/support/deps.ts'
import { type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { authenticateApplicationCredential } from '../../domain/application-credentials/verify-credential.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'

let world: NativeWorld
before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())

const PATH = '/application-credentials'
const OWN = '/users/me/application-credentials'
const { origin: ORIGIN } = visitFrom()
const logIn = async (id: string, secret: string) =>
  authenticateApplicationCredential(world.http.deps, { id }, secret, ORIGIN).then(
    () => 'in',
    (error: unknown) => Reflect.get(Object(error), 'code'),
  )

test('an application credential is made in the panel with rules and an end, told once, logs in, and is dead when deleted', async () => {
  const { user } = await world.someoneIn(await world.newAccount())
  const browser = await world.browserOf(user)
  const rule = { service: 'object-store', method: 'GET', path: '/v1/**' }
  const expiresAt = new Date(world.http.clock.now() + 3_600_000).toISOString()
  const made = await browser.api('POST', PATH, { name: 'copy', accessRules: [rule], expiresAt })
  assert.equal(made.statusCode, 201)
  const { id, secret, accessRules } = made.json()
  assert.deepEqual(accessRules, [rule])
  assert.equal(made.json().expiresAt, expiresAt)
  const list = (await browser.api('GET', OWN)).json().items
  assert.deepEqual([list.length, 'secret' in list[0]], [1, false])
  assert.equal(await logIn(id, secret), 'in')
  assert.equal((await browser.api('DELETE', `${OWN}/${id}`)).statusCode, 204)
  assert.equal(await logIn(id, secret), 'credential.wrong')
})

test('none is made without a fresh proof, and deleting one of one’s own asks for none', async () => {
  const { user } = await world.someoneIn(await world.newAccount())
  const browser = await world.browserOf(user)
  const { id } = (await browser.api('POST', PATH, { name: 'copy' })).json()
  await browser.api('DELETE', '/session/step-up')
  assert.equal((await browser.api('POST', PATH, { name: 'other' })).json().code, 'step_up_needed')
  assert.equal((await browser.api('DELETE', `${OWN}/${id}`)).statusCode, 204)
})

test('a manager deletes that of a user with a fresh proof, and it logs in no more; the log says whose it was', async () => {
  const accountId = await world.newAccount()
  const { user } = await world.someoneIn(accountId)
  const { id, secret } = (await (await world.browserOf(user)).api('POST', PATH, { name: 'copy' })).json()
  const { user: owner } = await world.someoneIn(accountId, [USER_ADMIN])
  const browser = await world.browserOf(owner)
  const remove = () => browser.api('DELETE', `/users/${user.id}/application-credentials/${id}`)
  await browser.api('DELETE', '/session/step-up')
  assert.equal((await remove()).json().code, 'step_up_needed')
  assert.equal(await logIn(id, secret), 'in')
  assert.equal((await browser.api('POST', '/session/step-up', { password: PASSWORD })).statusCode, 200)
  assert.equal((await remove()).statusCode, 204)
  assert.equal(await logIn(id, secret), 'credential.wrong')
  const { action, actor, target } = (await auditOf(world.http.deps, accountId)).at(-1) ?? {}
  assert.deepEqual(
    [action, actor, target],
    ['application_credential.delete', `user:${owner.id}`, `user:${user.id}`],
  )
})
