import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import type { User } from '../users/user.ts'
import { changeAdminType } from './change-admin-type.ts'
import { changeAdministrator } from './change-administrator.ts'
import { deleteAdministrator } from './delete-administrator.ts'

const ENGINES = {
  SQLite: { url: async () => undefined, skip: false },
  PostgreSQL: { url: () => freshDatabase(), skip: postgresMissing() },
}
/** Those who hold each other wait a second on PostgreSQL until it lets one go: once is enough. */
const WAYS_AT_ONCE = { SQLite: ['another type', 'disabling', 'deletion'], PostgreSQL: ['another type'] }

/** Ways to be a super administrator no longer. */
const ENDS: Readonly<Record<string, (core: Core, by: User, user: User) => Promise<unknown>>> = {
  'another type': ({ deps, clock }, by, { id }) =>
    changeAdministrator(deps, panelActor(by, clock.now()), id, { type: 'standard' }),
  disabling: ({ deps, clock }, by, { id }) =>
    changeAdministrator(deps, panelActor(by, clock.now()), id, { enabled: false }),
  deletion: ({ deps, clock }, by, { id }) => deleteAdministrator(deps, panelActor(by, clock.now()), id),
}

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  const { url, skip } = ENGINES[engine]
  describe(`the last super administrator of an account, on ${engine}`, { skip }, () => {
    let core: Core
    before(async () => {
      core = await openCore(await url())
    })
    after(() => core?.close())

    async function supers(count: number) {
      const accountId = await core.account()
      const made: User[] = []
      for (let index = 0; index < count; index++) {
        const { user } = await core.person(undefined, accountId)
        made.push(await changeAdminType(core.deps, OPERATOR, user.id, 'super'))
      }
      const left = async () =>
        (await core.deps.store.users.list({ accountId, adminType: 'super' })).filter(({ enabled }) => enabled)
      return { made, left }
    }

    for (const way of WAYS_AT_ONCE[engine])
      test(`is there still when several take each other away at once by ${way}`, async () => {
        const { made, left } = await supers(3)
        const heard = await Promise.all(
          made.map((user, index) =>
            answerOf(Promise.resolve(ENDS[way]?.(core, made[(index + 1) % 3] ?? user, user))),
          ),
        )
        const stayed = (await left()).length
        assert.ok(stayed >= 1, heard.join(' '))
        assert.equal(heard.filter((answer) => answer === 'valid').length, 3 - stayed, heard.join(' '))
      })

    test('is not counted among those who are disabled, and stays whichever way is tried', async () => {
      const { made, left } = await supers(2)
      const [last, off] = made
      assert.ok(last && off)
      await disableUser(core.deps, OPERATOR, off.id)
      for (const [way, end] of Object.entries(ENDS)) {
        const heard = await answerOf(end(core, last, last))
        assert.ok(['owner.protected', 'actor.forbidden', 'input.invalid'].includes(heard), `${way}: ${heard}`)
      }
      const demoted = changeAdminType(core.deps, panelActor(last, core.clock.now()), last.id, null)
      assert.equal(await answerOf(demoted), 'owner.protected')
      assert.deepEqual(
        (await left()).map(({ id }) => id),
        [last.id],
      )
    })

    test('goes by the hand of the operator at the command line alone', async () => {
      const { made, left } = await supers(2)
      const [one, other] = made
      assert.ok(one && other)
      await changeAdminType(core.deps, OPERATOR, one.id, 'standard')
      await deleteUser(core.deps, OPERATOR, other.id)
      assert.deepEqual(await left(), [])
    })
  })
}
