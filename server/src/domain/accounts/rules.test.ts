import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { answerOf, entriesOf, openCore } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR, openTestDeps, visitFrom } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { openSession } from '../sessions/open-session.ts'
import type { AccountSettings } from './account.ts'
import { addAccount } from './create-account.ts'
import { readOwnSettings } from './own-settings.ts'
import { updateAccount } from './update-account.ts'
import { visibleAccount, visibleAccounts } from './visible-accounts.ts'

const core = await openCore()
const { deps } = core
after(core.close)

const update = (accountId: string, change: Partial<AccountSettings>) =>
  updateAccount(deps, OPERATOR, accountId, change)
const stored = (accountId: string) => deps.store.accounts.byId(accountId)

/** What may be set, the value that is set first, and what is refused: below, above, and no whole number. */
const LIMITS = [
  ['sessionIdleSeconds', [300, 86_400], [299, 86_401, 300.5, Number.NaN]],
  ['passwordLifeSeconds', [1, 316_224_000], [0, -1, 316_224_001, 1.5]],
  ['passwordHistory', [10, 0], [-1, 11, 0.5]],
  ['stepUpMinutes', [60, 0], [-1, 61, 0.5, Number.NaN]],
] as const

describe('a number that an account sets', () => {
  for (const [name, good, bad] of LIMITS) {
    test(`${name}: ${good.join(' and ')} are taken and written down; ${bad.join(', ')} are not`, async () => {
      const accountId = await core.account()
      for (const value of good) {
        const before = await stored(accountId)
        const entries = await entriesOf(deps, accountId, async () => {
          assert.equal((await update(accountId, { [name]: value }))[name], value)
        })
        assert.equal((await stored(accountId))?.[name], value)
        assert.deepEqual(
          entries.map(({ action, target, details }) => [action, target, details]),
          [
            [
              'account.update',
              `account:${accountId}`,
              { fields: name, [name]: value, [`${name}Before`]: before?.[name] },
            ],
          ],
        )
        assert.deepEqual(await entriesOf(deps, accountId, () => update(accountId, { [name]: value })), [])
      }
      const before = await stored(accountId)
      for (const value of bad) {
        const refusal = await refusedWith('input.invalid', update(accountId, { [name]: value }))
        assert.equal(refusal.facts.field, name)
        assert.ok(refusal.facts.reason)
      }
      assert.deepEqual(await stored(accountId), before)
    })
  }

  test('for the life of passwords may be none again', async () => {
    const accountId = await core.account()
    await update(accountId, { passwordLifeSeconds: 60 })
    assert.equal((await update(accountId, { passwordLifeSeconds: null })).passwordLifeSeconds, null)
  })
})

describe('what those who manage users set for the account', () => {
  const OF_USERS: Partial<AccountSettings> = {
    ...{ sessionIdleSeconds: 600, passwordLifeSeconds: 9, passwordHistory: 3, secondFactorRequired: true },
  }
  test('is about users alone: a manager sets all of it and nothing else, not even beside it', async () => {
    const accountId = await core.account()
    const manager = keyActor((await core.person([USER_MANAGE], accountId)).user)
    const member = keyActor((await core.person([DEFAULT_ROLE], accountId)).user)
    assert.equal(await answerOf(updateAccount(deps, member, accountId, OF_USERS)), 'actor.forbidden')
    for (const change of [{ name: 'Theirs' }, { apiReveal: false }, { ...OF_USERS, stepUpMinutes: 1 }]) {
      assert.equal(await answerOf(updateAccount(deps, manager, accountId, change)), 'actor.forbidden')
    }
    const changed = await updateAccount(deps, manager, accountId, OF_USERS)
    assert.partialDeepStrictEqual(changed, OF_USERS)
    assert.deepEqual(await entriesOf(deps, accountId, () => update(accountId, OF_USERS)), [])
  })

  test('signs out those without a second factor when one becomes required, and at no other change', async () => {
    const accountId = await core.account()
    const { user } = await core.person([DEFAULT_ROLE], accountId)
    await deps.store.transaction((tx) => openSession(deps, tx, user, visitFrom()))
    const sessions = async () => (await deps.store.sessions.ofUser(user.id)).length
    await update(accountId, { passwordHistory: 1 })
    await update(accountId, { enabled: false })
    assert.equal(await sessions(), 0, 'suspended')
    await update(accountId, { enabled: true })
    await deps.store.transaction((tx) => openSession(deps, tx, user, visitFrom()))
    await update(accountId, { secondFactorRequired: true })
    assert.equal(await sessions(), 0, 'required')
    await deps.store.transaction((tx) => openSession(deps, tx, user, visitFrom()))
    await update(accountId, { secondFactorRequired: false })
    await update(accountId, { name: 'Renamed' })
    assert.equal(await sessions(), 1)
  })
})

test('an installation that shows every key once has no laxer account', async () => {
  const strict = await openTestDeps({ showOnce: true })
  try {
    const { id } = await addAccount(strict.deps, OPERATOR, { name: 'Here' })
    const set = (showOnce: boolean) => updateAccount(strict.deps, OPERATOR, id, { showOnce })
    const refusal = await refusedWith('input.invalid', set(false))
    assert.equal(refusal.facts.field, 'showOnce')
    assert.equal((await set(true)).showOnce, true)
    await refusedWith('input.invalid', set(false))
    await updateAccount(strict.deps, OPERATOR, id, { name: 'There' })
  } finally {
    await strict.close()
  }
})

describe('a new account', () => {
  const made = (
    given: Parameters<typeof addAccount>[2],
    actor: Parameters<typeof addAccount>[1] = OPERATOR,
  ) => addAccount(deps, actor, given)

  test('has the next number or a free one, is open unless it is said, and is written down', async () => {
    const first = await made({ name: ' Trimmed ' })
    assert.deepEqual([first.name, first.enabled], ['Trimmed', true])
    assert.equal(Number((await made({ name: 'Next' })).id), Number(first.id) + 1)
    const closed = await made({ name: 'Closed', id: '777777', enabled: false })
    assert.deepEqual([closed.id, closed.enabled], ['777777', false])
    assert.deepEqual(await stored('777777'), closed)
    const details = async (id: string) =>
      (await deps.store.audit.page(id, 0, 9)).map((entry) => entry.details)
    assert.deepEqual(await details(first.id), [{ name: 'Trimmed' }])
    assert.deepEqual(await details('777777'), [{ name: 'Closed', enabled: false }])
    assert.equal(await answerOf(made({ name: 'Again', id: '777777' })), 'account.exists')
  })

  test('has a name of 1 to 100 printable characters', async () => {
    assert.equal((await made({ name: 'x'.repeat(100) })).name.length, 100)
    for (const name of ['', '  ', 'x'.repeat(101), 'a\nb', 'a\u202eb', 'a\u2028b', 'a\u2029b']) {
      assert.equal(await answerOf(made({ name })), 'input.invalid')
    }
  })

  test('is made by operators alone', async () => {
    for (const role of [IDENTITY_ADMIN, USER_ADMIN, DEFAULT_ROLE]) {
      const actor = keyActor((await core.person([role])).user)
      assert.equal(await answerOf(made({ name: 'Theirs' }, actor)), 'actor.forbidden')
    }
  })
})

test('staff see all accounts, everybody else the own one; another’s looks like none', async () => {
  const elsewhere = await core.account()
  const [owner, staff] = [
    keyActor((await core.person([USER_ADMIN])).user),
    keyActor((await core.person([IDENTITY_ADMIN])).user),
  ]
  const ids = async (actor: typeof owner) => (await visibleAccounts(deps, actor)).map(({ id }) => id)
  assert.deepEqual(await ids(owner), [core.accountId])
  assert.ok((await ids(staff)).includes(elsewhere))
  assert.equal((await visibleAccount(deps, owner, core.accountId)).id, core.accountId)
  assert.equal((await visibleAccount(deps, staff, elsewhere)).id, elsewhere)
  for (const [actor, id] of [
    [owner, elsewhere],
    [owner, '999999'],
    [staff, '999999'],
  ] as const) {
    assert.equal(await answerOf(visibleAccount(deps, actor, id)), 'account.not_found')
  }
  assert.equal((await readOwnSettings(deps, keyActor(core.operator))).account.id, core.operator.accountId)
})
