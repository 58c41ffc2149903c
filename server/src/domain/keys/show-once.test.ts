import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  actionsOf,
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { findKey } from '../login/find-key.ts'
import type { User } from '../users/user.ts'
import { createKey } from './create-key.ts'
import { listCredentials } from './credentials.ts'
import { describeKey, isShownOnce } from './describe-key.ts'
import { deleteKey } from './end-key.ts'
import { forgetCopiesOfAll } from './forget-copies.ts'
import { type ResetOptions, resetKey } from './reset-key.ts'
import { revealKey } from './reveal-key.ts'
import { setKey } from './set-key.ts'

let world: TestDeps
let accountId: string
let user: User
let apiKey: string
let counter = 0

before(async () => {
  world = await openTestDeps()
  await makeOwner(world.deps)
})
after(() => world.close())
beforeEach(async () => {
  accountId = (await addAccount(world.deps, OPERATOR, { name: 'Customer' })).id
  ;({ user, apiKey } = await makeUser(world.deps, accountId, `ulla${++counter}`))
})

const reset = (options: Partial<ResetOptions> = {}) =>
  resetKey(world.deps, OPERATOR, user.id, { overlapSeconds: 0, ...options })
const reveal = () => revealKey(world.deps, OPERATOR, user.id)
const beStrict = () => updateAccount(world.deps, OPERATOR, accountId, { showOnce: true })
const works = async (secret: string) => (await findKey(world.deps, secret))?.usable === true

/** That the current key works, has no copy and cannot be shown. */
async function assertShownOnce(secret: string): Promise<void> {
  const key = await world.deps.store.keys.current(user.id)
  assert.equal(key?.sealed, null)
  assert.equal(key.lastFour, secret.slice(-4))
  assert.ok(await works(secret))
  await refusedWith('key.shown_once', reveal())
  const credentials = await listCredentials(world.deps, OPERATOR, user.id)
  assert.equal(credentials.apiKey, null)
}

describe('a key that is asked to be shown once (S-27)', () => {
  test('after a reset has no copy, works, and is never shown again', async () => {
    const made = await reset({ showOnce: true })
    assert.ok(isShownOnce(made))
    assert.equal(made.showOnceRequired, false)
    await assertShownOnce(made.secret)
  })

  test('as the first key is the same', async () => {
    await deleteKey(world.deps, OPERATOR, user.id)
    const made = await createKey(world.deps, OPERATOR, user.id, { showOnce: true })
    await assertShownOnce(made.secret)
  })

  test('leaves the choice for the next one', async () => {
    await reset({ showOnce: true })
    const next = await reset({ showOnce: false })
    assert.equal(isShownOnce(next), false)
    assert.equal((await reveal()).secret, next.secret)
  })

  test('is told apart in the audit log, and a refused Show leaves no entry', async () => {
    await reset({ showOnce: true })
    await refusedWith('key.shown_once', reveal())
    const log = await auditOf(world.deps, accountId)
    assert.equal(log.at(-1)?.action, 'key.reset')
    assert.equal(log.at(-1)?.details['showOnce'], true)
    await reset()
    assert.equal((await auditOf(world.deps, accountId)).at(-1)?.details['showOnce'], undefined)
  })

  test('lets the old key go on for an overlap as any other reset', async () => {
    const made = await reset({ showOnce: true, overlapSeconds: 60 })
    assert.deepEqual([await works(apiKey), await works(made.secret)], [true, true])
  })

  test('that was lost with the master key is lost, not merely shown once', async () => {
    const made = await reset({ showOnce: true })
    await world.deps.store.keys.setState(made.key.id, 'lost')
    await refusedWith('key.lost', reveal())
  })

  test('survives a rotation of the master key', async () => {
    const made = await reset({ showOnce: true })
    await world.keyward.rotateMasterKey(OPERATOR)
    await assertShownOnce(made.secret)
  })
})

describe('the Idempotency-Key of a key that is shown once', () => {
  const asked = { showOnce: true, idempotencyKey: 'a' }

  test('makes no second key, and the answer is not kept for it', async () => {
    const made = await reset(asked)
    await refusedWith('key.shown_once', reset(asked))
    await assertShownOnce(made.secret)
    const stored = await world.deps.store.results.find(user.id, 'a')
    assert.ok(stored)
    const place = { table: 'results', column: 'sealed', rowId: 'a', accountId, ownerId: user.id }
    assert.equal(world.deps.vault.open(place, stored.sealed), '')
  })

  test('holds when the account asks for it, and for the first key', async () => {
    await beStrict()
    await deleteKey(world.deps, OPERATOR, user.id)
    const create = () => createKey(world.deps, OPERATOR, user.id, { idempotencyKey: 'a' })
    const made = await create()
    await refusedWith('key.shown_once', create())
    await assertShownOnce(made.secret)
  })

  test('is another request than one for a key that can be shown', async () => {
    await reset(asked)
    await refusedWith('idempotency.conflict', reset({ idempotencyKey: 'a' }))
    await reset({ idempotencyKey: 'b' })
    await refusedWith('idempotency.conflict', reset({ showOnce: true, idempotencyKey: 'b' }))
  })

  test('at the same moment makes one key and tells it once', async () => {
    const all = await Promise.allSettled([reset(asked), reset(asked), reset(asked)])
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await world.deps.store.keys.ofUser(user.id)).length, 2)
  })
})

describe('an account that shows keys once', () => {
  test('forgets the copies of its keys and kept answers at once, and says how many', async () => {
    await makeUser(world.deps, accountId, `vera${counter}`)
    const { secret } = await reset({ idempotencyKey: 'a' })
    assert.equal((await beStrict()).showOnce, true)
    assert.equal(await world.deps.store.keys.countSealed(accountId), 0)
    assert.equal(await world.deps.store.results.find(user.id, 'a'), null)
    await assertShownOnce(secret)
    const entry = (await auditOf(world.deps, accountId)).at(-1)
    assert.deepEqual(entry?.details, {
      ...{ fields: 'showOnce', showOnce: true, showOnceBefore: false, forgottenCopies: 2 },
    })
  })

  test('leaves the copies of other accounts alone', async () => {
    const other = await addAccount(world.deps, OPERATOR, { name: 'Other' })
    const theirs = await makeUser(world.deps, other.id, `xenia${counter}`)
    await beStrict()
    assert.equal((await revealKey(world.deps, OPERATOR, theirs.user.id)).secret, theirs.apiKey)
  })

  test('makes every new key so: by reset, for a new user, and given by staff', async () => {
    await beStrict()
    await assertShownOnce((await reset()).secret)
    await assertShownOnce((await setKey(world.deps, OPERATOR, user.id, 'ab'.repeat(16))).secret)
    ;({ user, apiKey } = await makeUser(world.deps, accountId, `vera${counter}`))
    await assertShownOnce(apiKey)
  })

  test('has no key that is laxer, and says so instead of making one', async () => {
    await beStrict()
    await refusedWith('input.invalid', reset({ showOnce: false }))
    await deleteKey(world.deps, OPERATOR, user.id)
    await refusedWith('input.invalid', createKey(world.deps, OPERATOR, user.id, { showOnce: false }))
    assert.equal((await describeKey(world.deps, OPERATOR, user.id))?.key, undefined)
  })

  test('does not open a copy that is there all the same', async () => {
    await beStrict()
    const made = await reset()
    const place = { table: 'api_keys', column: 'sealed', rowId: made.key.id, accountId, ownerId: user.id }
    const sealed = world.deps.vault.seal(place, made.secret)
    await world.deps.store.keys.replaceSecret(made.key.id, { digest: made.key.digest, sealed })
    await refusedWith('key.shown_once', reveal())
    const facts = await describeKey(world.deps, OPERATOR, user.id)
    assert.ok(facts && isShownOnce(facts))
  })

  test('may be laxer again: the next key can be shown, those from before cannot', async () => {
    await beStrict()
    await updateAccount(world.deps, OPERATOR, accountId, { showOnce: false })
    await refusedWith('key.shown_once', reveal())
    const next = await reset()
    assert.equal((await reveal()).secret, next.secret)
  })

  test('is made so by its owner too, and by nobody else in it', async () => {
    const member = await makeUser(world.deps, accountId, `vera${counter}`)
    const change = { showOnce: true }
    await refusedWith('actor.forbidden', updateAccount(world.deps, keyActor(member.user), accountId, change))
    assert.equal(await world.deps.store.keys.countSealed(accountId), 2)
    assert.equal((await updateAccount(world.deps, keyActor(user), accountId, change)).showOnce, true)
  })
})

describe('an installation that shows keys once', () => {
  let strict: TestDeps
  before(async () => {
    strict = await openTestDeps({ showOnce: true })
  })
  after(() => strict.close())

  test('keeps no copy of any key, whatever its account says', async () => {
    const owner = await makeOwner(strict.deps)
    assert.equal(owner.account.showOnce, false)
    assert.equal(await strict.deps.store.keys.countSealed(), 0)
    await refusedWith('key.shown_once', revealKey(strict.deps, OPERATOR, owner.user.id))
    const options = { overlapSeconds: 0, showOnce: false }
    await refusedWith('input.invalid', resetKey(strict.deps, OPERATOR, owner.user.id, options))
    const lax = updateAccount(strict.deps, OPERATOR, owner.account.id, { showOnce: false })
    await refusedWith('input.invalid', lax)
    const facts = await describeKey(strict.deps, OPERATOR, owner.user.id)
    assert.equal(facts?.showOnceRequired, true)
  })

  test('forgets the copies from before, and writes that into its log once', async () => {
    const { secret } = await reset()
    const copies = await world.deps.store.keys.countSealed()
    assert.equal(await forgetCopiesOfAll(world.deps, OPERATOR), copies)
    await assertShownOnce(secret)
    assert.equal(await forgetCopiesOfAll(world.deps, OPERATOR), 0)
    const forgot = (await actionsOf(world.deps, 'system')).filter((action) => action === 'key.forget_copies')
    assert.equal(forgot.length, 1)
    assert.deepEqual((await auditOf(world.deps, 'system')).at(-1)?.details, { copies })
  })
})
