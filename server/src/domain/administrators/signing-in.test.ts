import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR, PASSWORD } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { signIn } from '../sessions/sign-in.ts'
import { changeAdminType } from './change-admin-type.ts'
import { changeAdministrator } from './change-administrator.ts'
import type { AdminSettings } from './settings.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

async function agreed(settings: Partial<AdminSettings>) {
  const { user } = await core.person()
  await changeAdminType(core.deps, OPERATOR, user.id, 'standard')
  await changeAdministrator(core.deps, OPERATOR, user.id, settings)
  const signInFrom = (address: string) => {
    const visit = { origin: { ...freshOrigin('panel'), address }, requestId: 'r' }
    return signIn(core.deps, { username: user.name, password: PASSWORD }, visit, null)
  }
  const sessions = async () => (await core.deps.store.sessions.ofUser(user.id)).length
  return { user, signInFrom, sessions }
}

test('a right password from another network is refused as a wrong one is', async () => {
  const { signInFrom, sessions } = await agreed({ networks: ['192.0.2.0/24'] })
  await refusedWith('credential.wrong', signInFrom('198.51.100.1'))
  assert.equal(await sessions(), 0)
  assert.equal((await signInFrom('192.0.2.9')).kind, 'session')
})

test('sessions end when other networks are agreed on', async () => {
  const { user, signInFrom, sessions } = await agreed({})
  await signInFrom('198.51.100.2')
  assert.equal(await sessions(), 1)
  await changeAdministrator(core.deps, OPERATOR, user.id, { networks: ['192.0.2.0/24'] })
  assert.equal(await sessions(), 0)
})

test('a password that is older than agreed opens nothing', async () => {
  const { signInFrom } = await agreed({ passwordDays: 2 })
  core.clock.advance(2 * 86_400_000 - 1)
  await signInFrom('192.0.2.11')
  core.clock.advance(1)
  const error = await refusedWith('actor.forbidden', signInFrom('192.0.2.11'))
  assert.match(error.facts.reason ?? '', /password has expired/)
})

test('one session at a time, where that is agreed', async () => {
  const { signInFrom, sessions } = await agreed({ allowsSimultaneous: false })
  await signInFrom('192.0.2.12')
  await signInFrom('192.0.2.13')
  assert.equal(await sessions(), 1)
})

test('who is no administrator any more is bound by nothing', async () => {
  const { user, signInFrom } = await agreed({ networks: ['192.0.2.0/24'] })
  await changeAdminType(core.deps, OPERATOR, user.id, null)
  assert.equal((await signInFrom('198.51.100.3')).kind, 'session')
})
