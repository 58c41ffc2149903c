import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CHEAP_HASHER, isLive, logInByPassword } from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import type { PasswordHasher } from '../ports.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { cheap, cheapPerson, core, enter, withHasher } from './verify-password-testing.ts'

describe('a hash with weaker parameters than today’s', () => {
  const WEAK: Partial<PasswordHasher> = {
    verify: async (password, phc) => ({ ...(await CHEAP_HASHER.verify(password, phc)), outdated: true }),
    hash: async (password) => `better:${password}`,
  }

  test('is renewed by the right password, under the same id: its tokens go on', async () => {
    const user = await cheapPerson()
    assert.equal(await enter(withHasher(WEAK), user.name, PASSWORD), 'valid')
    const stored = await core.deps.store.users.byId(user.id)
    assert.equal(stored?.passwordHash, `better:${PASSWORD}`)
    assert.equal(stored.passwordId, user.passwordId)
  })

  test('is left alone by a wrong one', async () => {
    const user = await cheapPerson()
    await enter(withHasher(WEAK), user.name, 'wrong')
    assert.equal((await core.deps.store.users.byId(user.id))?.passwordHash, `plain:${PASSWORD}`)
  })

  test('never overwrites a password that was set while it was being renewed', async () => {
    const user = await cheapPerson()
    const deps = withHasher({
      ...WEAK,
      hash: async (password) => {
        await setPassword(cheap(), OPERATOR, user.id, OTHER_PASSWORD)
        return `better:${password}`
      },
    })
    await enter(deps, user.name, PASSWORD)
    assert.equal((await core.deps.store.users.byId(user.id))?.passwordHash, `plain:${OTHER_PASSWORD}`)
    assert.equal(await enter(cheap(), user.name, PASSWORD), 'credential.wrong')
    assert.equal(await enter(cheap(), user.name, OTHER_PASSWORD), 'valid')
  })

  test('of a user deleted meanwhile is not written anywhere', async () => {
    const user = await cheapPerson()
    const deps = withHasher({
      ...WEAK,
      hash: async (password) => {
        await deleteUser(core.deps, OPERATOR, user.id)
        return `better:${password}`
      },
    })
    await enter(deps, user.name, PASSWORD)
    assert.equal(await core.deps.store.users.byId(user.id), null)
  })
})

describe('a change while the password is compared', () => {
  const CHANGES: readonly (readonly [string, (userId: string) => Promise<unknown>])[] = [
    ['deleting the user', (id) => deleteUser(core.deps, OPERATOR, id)],
    ['disabling the user', (id) => disableUser(core.deps, OPERATOR, id)],
    ['another password', (id) => setPassword(cheap(), OPERATOR, id, OTHER_PASSWORD)],
  ]
  for (const [what, change] of CHANGES) {
    test(`, ${what}, lets nothing come of it that could be used`, async () => {
      const user = await cheapPerson()
      const deps = withHasher({
        verify: async (password, phc) => {
          await change(user.id)
          return CHEAP_HASHER.verify(password, phc)
        },
      })
      const presented = { username: user.name, password: PASSWORD }
      const got = await logInByPassword(deps, presented).catch(() => null)
      assert.equal(got !== null && (await isLive(core.deps, got.token)), false)
    })
  }
})
