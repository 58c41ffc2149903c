import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import { TestClock } from '../../../../tests/support/test-clock.ts'
import { openPostgres } from '../engines/postgres.ts'
import { openSqlite } from '../engines/sqlite.ts'
import type { Migration } from '../migrate.ts'
import { up as groups } from './0042-groups.ts'
import { MIGRATIONS } from './index.ts'

/** With what a user of today needs of later ones. */
const BEFORE = MIGRATIONS.filter(({ number, name }) => number <= 41 || name === 'contact ids').map(
  (one, at) => ({ ...one, number: at + 1 }),
)

onBothEngines((engine) => {
  test('roles that users have stay their own when groups come, and go with them', async (t) => {
    const url = await engine.freshUrl()
    const open = (migrations: readonly Migration[]) => {
      const options = { clock: new TestClock(), migrations, busyTimeoutMs: 0 }
      return engine.name === 'sqlite'
        ? openSqlite(url.slice('sqlite:'.length), options)
        : openPostgres(url, options)
    }
    const old = await open(BEFORE)
    const { account } = await withUser(old)
    const people = [['auditor', 'helper'], ['helper'], []].map((roles, at) =>
      aUser({ id: `person${at}`, name: `person${at}`, accountId: account.id, roles }),
    )
    for (const person of people) await old.users.insert(person)
    await old.close()
    const store = await open([...BEFORE, { number: BEFORE.length + 1, name: 'groups', up: groups }])
    t.after(() => store.close())
    for (const { id, roles } of people) {
      assert.deepEqual((await store.users.byId(id))?.roles, roles)
      assert.deepEqual(await store.users.ownRoles(id), roles)
    }
    const group = { id: 'g', accountId: account.id, name: 'g', description: '', roles: ['x'], createdAtMs: 1 }
    await store.groups.insert(group)
    await store.groups.changeMembers(group, { add: ['person1'], remove: [] })
    assert.deepEqual((await store.users.byId('person1'))?.roles, ['helper', 'x'])
    await store.users.delete('person1', 1)
    assert.deepEqual(await store.groups.members('g'), [])
    assert.deepEqual(
      (await store.users.list({ role: 'helper' })).map(({ id }) => id),
      ['person0'],
    )
  })
})
