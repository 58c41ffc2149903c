import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerTo,
  type Core,
  entriesOf,
  isLive,
  openCore,
  panelActor,
  tokenByKey,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { deleteKey, endOverlap } from './end-key.ts'
import { resetKey } from './reset-key.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

/** Somebody in the middle of an overlap, with a token of each key. */
async function overlapping(roles?: readonly string[]) {
  const { user, apiKey: oldKey } = await core.person(roles)
  const oldToken = await tokenByKey(core.deps, oldKey)
  const { secret: newKey } = await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 3_600 })
  const newToken = await tokenByKey(core.deps, newKey)
  const answers = async () => ({
    oldKey: await answerTo(core.deps, oldKey, user.name),
    newKey: await answerTo(core.deps, newKey, user.name),
    oldToken: await isLive(core.deps, oldToken),
    newToken: await isLive(core.deps, newToken),
  })
  return { user, answers }
}

const ALL_WORK = { oldKey: 'valid', newKey: 'valid', oldToken: true, newToken: true }
const NEW_WORKS = { oldKey: 'credential.wrong', newKey: 'valid', oldToken: false, newToken: true }
const NONE_WORKS = {
  oldKey: 'credential.wrong',
  newKey: 'credential.wrong',
  oldToken: false,
  newToken: false,
}

describe('End it now', () => {
  test('ends the retired key and its tokens, and leaves the current one', async () => {
    const { user, answers } = await overlapping()
    assert.deepEqual(await answers(), ALL_WORK)
    const { retired } = await endOverlap(core.deps, OPERATOR, user.id)
    assert.equal(retired, null)
    assert.deepEqual(await answers(), NEW_WORKS)
  })

  test('a second time is no error and no entry in the log', async () => {
    const { user, answers } = await overlapping()
    await endOverlap(core.deps, OPERATOR, user.id)
    const again = () => endOverlap(core.deps, OPERATOR, user.id)
    assert.deepEqual(await entriesOf(core.deps, user.accountId, again), [])
    assert.deepEqual(await answers(), NEW_WORKS)
  })

  test('without an overlap changes nothing', async () => {
    const { user, apiKey } = await core.person()
    const { key } = await endOverlap(core.deps, OPERATOR, user.id)
    assert.equal(key.endsAtMs, null)
    assert.equal(await answerTo(core.deps, apiKey), 'valid')
  })

  test('after the overlap ran out by itself moves no end and writes nothing', async () => {
    const { user } = await overlapping()
    core.clock.advance(3_600_000)
    const ended = (await core.deps.store.keys.ofUser(user.id)).map(({ endsAtMs }) => endsAtMs)
    const act = () => endOverlap(core.deps, OPERATOR, user.id)
    assert.deepEqual(await entriesOf(core.deps, user.accountId, act), [])
    assert.deepEqual(
      (await core.deps.store.keys.ofUser(user.id)).map(({ endsAtMs }) => endsAtMs),
      ended,
    )
  })

  test('names the retired key in the log', async () => {
    const { user } = await overlapping()
    const retired = (await core.deps.store.keys.ofUser(user.id)).find(({ endsAtMs }) => endsAtMs !== null)
    const [entry] = await entriesOf(core.deps, user.accountId, () => endOverlap(core.deps, OPERATOR, user.id))
    assert.deepEqual(entry?.details, { keyId: retired?.id })
  })

  test('for a user without a key finds none', async () => {
    const { user } = await overlapping()
    await deleteKey(core.deps, OPERATOR, user.id)
    await refusedWith('key.not_found', endOverlap(core.deps, OPERATOR, user.id))
  })

  test('pressed by two people at once is one entry', async () => {
    const { user, answers } = await overlapping()
    const both = () =>
      Promise.all([endOverlap(core.deps, OPERATOR, user.id), endOverlap(core.deps, OPERATOR, user.id)])
    assert.equal((await entriesOf(core.deps, user.accountId, both)).length, 1)
    assert.deepEqual(await answers(), NEW_WORKS)
  })
})

describe('deleting a key', () => {
  test('ends the current and the retired one, and the tokens of both', async () => {
    const { user, answers } = await overlapping()
    await deleteKey(core.deps, OPERATOR, user.id)
    assert.deepEqual(await answers(), NONE_WORKS)
  })

  test('forgets the sealed copies: nothing is left that could be shown', async () => {
    const { user } = await overlapping()
    await deleteKey(core.deps, OPERATOR, user.id)
    const rows = await core.deps.store.keys.ofUser(user.id)
    assert.deepEqual(
      rows.map(({ sealed }) => sealed),
      [null, null],
    )
  })

  test('a second time finds none', async () => {
    const { user } = await overlapping()
    await deleteKey(core.deps, OPERATOR, user.id)
    await refusedWith('key.not_found', deleteKey(core.deps, OPERATOR, user.id))
  })

  test('is one entry that names the current key', async () => {
    const { user } = await overlapping()
    const current = await core.deps.store.keys.current(user.id)
    const entries = await entriesOf(core.deps, user.accountId, () => deleteKey(core.deps, OPERATOR, user.id))
    assert.deepEqual(
      entries.map(({ action, details }) => [action, details]),
      [['key.delete', { keyId: current?.id }]],
    )
  })

  test('of one’s own is allowed to everybody but the account owner, with whatever other roles', async () => {
    for (const roles of [[DEFAULT_ROLE], [USER_MANAGE], [IDENTITY_ADMIN]]) {
      const { user, answers } = await overlapping(roles)
      await deleteKey(core.deps, panelActor(user, core.clock.now()), user.id)
      assert.deepEqual(await answers(), NONE_WORKS, roles.join())
    }
    for (const roles of [[USER_ADMIN], [USER_ADMIN, IDENTITY_ADMIN]]) {
      const { user, answers } = await overlapping(roles)
      const actor = panelActor(user, core.clock.now())
      await refusedWith('owner.protected', deleteKey(core.deps, actor, user.id))
      assert.deepEqual(await answers(), ALL_WORK, roles.join())
    }
  })

  test('of the account owner is possible to those who run the installation', async () => {
    const { user, answers } = await overlapping([USER_ADMIN])
    await deleteKey(core.deps, panelActor(core.operator, core.clock.now()), user.id)
    assert.deepEqual(await answers(), NONE_WORKS)
  })
})

describe('disabling the user in the middle of an overlap', () => {
  test('stops both keys and all tokens; enabling brings back what has not ended since', async () => {
    const { user, answers } = await overlapping()
    await disableUser(core.deps, OPERATOR, user.id)
    const refused = { oldKey: 'user.disabled', newKey: 'user.disabled', oldToken: false, newToken: false }
    assert.deepEqual(await answers(), refused)
    core.clock.advance(3_600_000)
    await enableUser(core.deps, OPERATOR, user.id)
    assert.deepEqual(await answers(), NEW_WORKS)
  })
})
