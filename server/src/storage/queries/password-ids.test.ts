import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sessionOf } from '../../../../tests/support/people.ts'
import { countingStatements } from '../../../../tests/support/statements.ts'
import { anAccount, aUser, newId, onBothEngines } from '../../../../tests/support/stores.ts'
import { mustHaveFactor } from '../../domain/factors/required.ts'
import type { User } from '../../domain/users/user.ts'
import type { OpenedStore } from '../opened-store.ts'

const RENEWAL = { half: 'fedcba9876543210', updatedAtMs: 9_000 }
const withPassword = (change: Partial<User> = {}) =>
  aUser({ passwordHash: 'x', passwordId: newId(), ...change })

/** Everybody there can be of a kind, in one account, each with a session. */
function everyKind(accountId: string): User[] {
  return [true, false].flatMap((secondFactor) =>
    (['default', 'required', 'optional'] as const).flatMap((secondFactorRule) =>
      [true, false].map((hasPassword) => {
        const change = { accountId, secondFactor, secondFactorRule }
        return hasPassword ? withPassword(change) : aUser(change)
      }),
    ),
  )
}

async function fill(store: OpenedStore, users: readonly User[]): Promise<void> {
  for (const id of new Set(users.map(({ accountId }) => accountId))) {
    await store.accounts.insert(anAccount({ id }))
  }
  for (const user of users) {
    await store.users.insert(user)
    await store.sessions.insert(sessionOf(user, newId()))
  }
}

const isBare = (user: User) => !user.secondFactor && mustHaveFactor(user, { secondFactorRequired: true })

onBothEngines((engine) => {
  const passwordIdOf = async (store: OpenedStore, { id }: User) => (await store.users.byId(id))?.passwordId

  test('those whom a requirement signs out are those whom the domain says it concerns', async (t) => {
    const store = await engine.open(t)
    const users = [...everyKind('100001'), ...everyKind('100002')]
    await fill(store, users)
    const bare = users.filter((user) => user.accountId === '100001' && isBare(user))
    assert.equal(bare.length, 4)
    assert.deepEqual({ ...(await store.users.countBare('100001')) }, { users: 4, sessions: 4 })
    await store.users.shutOutBare('100001', RENEWAL)
    for (const user of users) {
      const isMeant = bare.includes(user)
      assert.equal((await store.sessions.ofUser(user.id)).length, isMeant ? 0 : 1)
      const renewed = isMeant && user.passwordId !== null
      assert.equal(
        await passwordIdOf(store, user),
        renewed ? `${RENEWAL.half}${user.id.slice(16)}` : user.passwordId,
      )
      assert.equal((await store.users.byId(user.id))?.updatedAtMs, renewed ? 9_000 : 2_000)
    }
    assert.deepEqual({ ...(await store.users.countBare('100001')) }, { users: 4, sessions: 0 })
  })

  test('several sessions of one user are several, and nobody is counted in an account that has nobody', async (t) => {
    const store = await engine.open(t)
    const user = withPassword()
    await fill(store, [user])
    for (let at = 0; at < 2; at++) await store.sessions.insert(sessionOf(user, newId()))
    assert.deepEqual({ ...(await store.users.countBare('100001')) }, { users: 1, sessions: 3 })
    assert.deepEqual({ ...(await store.users.countBare('999999')) }, { users: 0, sessions: 0 })
  })

  test('every password gets another id, each its own, and nobody gets a password by it', async (t) => {
    const store = await engine.open(t)
    const users = [...everyKind('100001'), ...everyKind('100002')]
    await fill(store, users)
    await store.users.renewPasswordIds(RENEWAL)
    const ids = await Promise.all(users.map((user) => passwordIdOf(store, user)))
    for (const [at, user] of users.entries()) {
      assert.equal(ids[at] === null, user.passwordId === null)
      if (user.passwordId !== null) assert.match(String(ids[at]), /^[0-9a-f]{32}$/)
      assert.ok(ids[at] === null || ids[at] !== user.passwordId)
    }
    const all = ids.filter((id) => id !== null)
    assert.equal(new Set(all).size, all.length)
  })

  test('memory hears of each who is shut out, and of nobody else', async (t) => {
    const store = await engine.open(t)
    const users = everyKind('100001')
    await fill(store, users)
    const heard = new Set<string>()
    store.onChange((ids) => {
      for (const id of ids) heard.add(id)
    })
    await store.users.shutOutBare('100001', RENEWAL)
    const meant = users.filter((user) => isBare(user) && user.passwordId !== null).map(({ id }) => id)
    assert.deepEqual([...heard].sort(), meant.sort())
  })

  test('a suspended account loses its sessions, and no other', async (t) => {
    const store = await engine.open(t)
    const [mine, theirs] = [withPassword(), withPassword({ accountId: '100002' })]
    await fill(store, [mine, theirs])
    await store.sessions.deleteOfAccount('100001')
    const left = await Promise.all([mine, theirs].map(({ id }) => store.sessions.ofUser(id)))
    assert.deepEqual(
      left.map(({ length }) => length),
      [0, 1],
    )
  })

  test('for three users or for sixty: as many statements, and of each user nothing but the id is read', async (t) => {
    const asked = []
    for (const count of [3, 60]) {
      const store = await engine.open(t)
      await fill(
        store,
        Array.from({ length: count }, () => withPassword({ roles: ['reader', 'service'] })),
      )
      for (const work of [
        () => store.users.countBare('100001'),
        () => store.sessions.deleteOfAccount('100001'),
        () => store.users.shutOutBare('100001', RENEWAL),
        () => store.users.renewPasswordIds(RENEWAL),
      ]) {
        const { statements, values } = await countingStatements(work)
        asked.push({ count, statements, values })
      }
    }
    const [few, many] = [asked.slice(0, 4), asked.slice(4)]
    assert.deepEqual(
      many.map(({ statements }) => statements),
      few.map(({ statements }) => statements),
    )
    assert.deepEqual(
      many.map(({ values }) => values),
      [2, 0, 60, 60],
    )
  })
})
