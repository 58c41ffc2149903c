import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import {
  answerOf,
  entriesOf,
  freshOrigin,
  isLive,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR, OTHER_PASSWORD, PASSWORD, visitFrom } from '../../../../tests/support/deps.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { DEFAULT_ROLE, USER_ADMIN } from '../roles/roles.ts'
import { openSession } from '../sessions/open-session.ts'
import type { CreatedUser } from './create-user.ts'
import { replaceOwnPassword } from './replace-own-password.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

let mia: CreatedUser
beforeEach(async () => {
  mia = await core.person()
})

const actor = ({ user } = mia) => ({ ...keyActor(user), origin: freshOrigin() })
const replace = (newPassword = OTHER_PASSWORD, currentPassword = PASSWORD, by = actor()) =>
  answerOf(replaceOwnPassword(deps, by, mia.user.id, { currentPassword, newPassword }))
const enters = async (password: string) => answerOf(tokenByPassword(deps, mia.user, password))

describe('a password that a program changes', () => {
  test('is another than the present one', async () => {
    assert.equal(await replace(PASSWORD), 'password.weak')
  })

  test('ends every session and what the old one gave, not the key; it is written down without a word of it', async () => {
    await deps.store.transaction((tx) => openSession(deps, tx, mia.user, visitFrom()))
    const [byPassword, byKey] = [await tokenByPassword(deps, mia.user), await tokenByKey(deps, mia.apiKey)]
    const entries = await entriesOf(deps, core.accountId, async () => assert.equal(await replace(), 'valid'))
    assert.deepEqual([await isLive(deps, byPassword), await isLive(deps, byKey)], [false, true])
    assert.deepEqual(await deps.store.sessions.ofUser(mia.user.id), [])
    assert.deepEqual([await enters(OTHER_PASSWORD), await enters(PASSWORD)], ['valid', 'credential.wrong'])
    assert.deepEqual(
      entries.filter(({ action }) => action === 'user.password').map(({ target }) => target),
      [`user:${mia.user.id}`],
    )
    assert.ok(!JSON.stringify(entries).includes(OTHER_PASSWORD))
    assert.equal((await deps.store.users.byId(mia.user.id))?.passwordChangedAtMs, clock.now())
  })

  test('needs the current one, of which guesses are delayed', async () => {
    for (let at = 0; at < 5; at++) assert.equal(await replace(OTHER_PASSWORD, 'wrong'), 'credential.wrong')
    assert.equal(await replace(), 'throttled')
    assert.equal((await deps.store.users.byId(mia.user.id))?.passwordId, mia.user.passwordId)
  })

  test('is never weak, made of the own name, or one of the last where the account says so', async () => {
    const accountId = await core.account()
    await updateAccount(deps, OPERATOR, accountId, { passwordHistory: 1 })
    mia = await core.person([DEFAULT_ROLE], accountId)
    for (const password of ['short', `${mia.user.name}${mia.user.name}${mia.user.name}`, PASSWORD]) {
      assert.equal(await replace(password), 'password.weak', password)
    }
    assert.equal(await replace(), 'valid')
    assert.equal(await replace(PASSWORD, OTHER_PASSWORD), 'password.weak')
    clock.advance(1)
    assert.equal(await replace('twelve calm otters slept', OTHER_PASSWORD), 'valid')
    assert.equal(await replace(PASSWORD, 'twelve calm otters slept'), 'valid')
  })

  test('is one’s own: not of somebody whom one manages, nor of another account', async () => {
    const owner = await core.person([USER_ADMIN])
    const stranger = await core.person([USER_ADMIN], await core.account())
    assert.equal(await replace(OTHER_PASSWORD, PASSWORD, actor(owner)), 'actor.forbidden')
    assert.equal(await replace(OTHER_PASSWORD, PASSWORD, actor(stranger)), 'user.not_found')
    assert.equal(await enters(PASSWORD), 'valid')
  })

  test('twice at the same moment is changed once', async () => {
    const answers = await Promise.all([replace(), replace('twelve calm otters slept')])
    assert.deepEqual(answers.sort(), ['credential.wrong', 'valid'])
  })
})
