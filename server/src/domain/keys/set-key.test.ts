import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerTo,
  type Core,
  compatibleActor,
  entriesOf,
  footprint,
  isLive,
  openCore,
  panelActor,
  tokenByKey,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { deleteKey } from './end-key.ts'
import { looksLikeAccountKey } from './key.ts'
import { resetKey } from './reset-key.ts'
import { revealKey } from './reveal-key.ts'
import { setKey } from './set-key.ts'

let core: Core
let made = 0

before(async () => {
  core = await openCore()
})
after(() => core.close())

function chosen(): string {
  made++
  return made.toString(16).padStart(32, 'a')
}

const set = ({ id }: User, secret: string) => setKey(core.deps, OPERATOR, id, secret)

describe('a chosen key', () => {
  test('works at once and is the one that Show gives', async () => {
    const { user } = await core.person()
    const secret = chosen()
    const answer = await set(user, secret)
    assert.deepEqual([answer.secret, answer.userName, answer.retired], [secret, user.name, null])
    assert.equal(await answerTo(core.deps, secret, user.name), 'valid')
    assert.equal((await revealKey(core.deps, OPERATOR, user.id)).secret, secret)
  })

  test('ends the current and the retired key and their tokens: it never overlaps', async () => {
    const { user, apiKey } = await core.person()
    const { secret } = await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 3_600 })
    const tokens = [await tokenByKey(core.deps, apiKey), await tokenByKey(core.deps, secret)]
    await set(user, chosen())
    assert.equal(await answerTo(core.deps, apiKey), 'credential.wrong')
    assert.equal(await answerTo(core.deps, secret), 'credential.wrong')
    for (const token of tokens) assert.equal(await isLive(core.deps, token), false)
  })

  test('can be given to a user who has none', async () => {
    const { user } = await core.person()
    await deleteKey(core.deps, OPERATOR, user.id)
    const secret = chosen()
    await set(user, secret)
    assert.equal(await answerTo(core.deps, secret), 'valid')
  })

  test('is one entry that names the key, not its value', async () => {
    const { user } = await core.person()
    const secret = chosen()
    const entries = await entriesOf(core.deps, user.accountId, () => set(user, secret))
    const current = await core.deps.store.keys.current(user.id)
    assert.deepEqual(
      entries.map(({ action, details }) => [action, details]),
      [['key.set', { keyId: current?.id }]],
    )
  })
})

describe('a key that somebody has or had', () => {
  test('cannot be chosen, and what the user had goes on', async () => {
    const { apiKey: taken } = await core.person()
    const { user, apiKey } = await core.person()
    const untouched = await footprint(core.deps, user)
    await refusedWith('key.exists', set(user, taken))
    assert.deepEqual(await footprint(core.deps, user), untouched)
    assert.equal(await answerTo(core.deps, apiKey), 'valid')
    assert.equal(await answerTo(core.deps, taken), 'valid')
  })

  test('is not brought back by choosing it again: a revoked value stays revoked', async () => {
    const { user, apiKey } = await core.person()
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    await refusedWith('key.exists', set(user, apiKey))
    assert.equal(await answerTo(core.deps, apiKey), 'credential.wrong')
  })

  test('and is the very key of the user is refused too, and goes on', async () => {
    const { user, apiKey } = await core.person()
    await refusedWith('key.exists', set(user, apiKey))
    assert.equal(await answerTo(core.deps, apiKey), 'valid')
  })
})

describe('the form of a key', () => {
  const WRONG = [
    '',
    'a'.repeat(31),
    'a'.repeat(33),
    'A'.repeat(32),
    'g'.repeat(32),
    ` ${'a'.repeat(31)}`,
    `${'a'.repeat(32)}\n`,
    `${'a'.repeat(31)}\0`,
    'ａ'.repeat(32),
  ]
  for (const text of WRONG) {
    test(`${JSON.stringify(text)} is none`, async () => {
      assert.equal(looksLikeAccountKey(text), false)
      const { user } = await core.person()
      const untouched = await footprint(core.deps, user)
      const { facts } = await refusedWith('input.invalid', set(user, text))
      assert.equal(facts.field, 'apiKey')
      assert.deepEqual(await footprint(core.deps, user), untouched)
    })
  }
})

describe('who may choose a key', () => {
  test('those who run the installation or work for them, for anybody in any account', async () => {
    const { user } = await core.person(undefined, await core.account())
    for (const role of [SERVICE_ADMIN, IDENTITY_ADMIN]) {
      const { user: staff } = await core.person([role])
      for (const actor of [panelActor(staff, core.clock.now()), compatibleActor(staff)]) {
        const secret = chosen()
        await setKey(core.deps, actor, user.id, secret)
        assert.equal(await answerTo(core.deps, secret), 'valid')
      }
    }
  })

  test('nobody else, not even for oneself', async () => {
    for (const role of [USER_ADMIN, USER_MANAGE]) {
      const { user } = await core.person([role])
      const { user: sub } = await core.person()
      const actor = panelActor(user, core.clock.now())
      await refusedWith('actor.forbidden', setKey(core.deps, actor, user.id, chosen()))
      await refusedWith('actor.forbidden', setKey(core.deps, actor, sub.id, chosen()))
    }
  })

  test('staff not for an operator: they would come to rights they do not have (S-82)', async () => {
    const { user: staff } = await core.person([IDENTITY_ADMIN])
    const actor = panelActor(staff, core.clock.now())
    const untouched = await footprint(core.deps, core.operator)
    await refusedWith('actor.forbidden', setKey(core.deps, actor, core.operator.id, chosen()))
    assert.deepEqual(await footprint(core.deps, core.operator), untouched)
  })
})
