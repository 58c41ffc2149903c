import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import {
  answerOf,
  entriesOf,
  isLive,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD, PASSWORD, visitFrom } from '../../../../tests/support/deps.ts'
import { STEP_MS, setUpApp } from '../../../../tests/support/factors.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import { openSession } from '../sessions/open-session.ts'
import type { CreatedUser } from '../users/create-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { addLink, createLink } from './create-link.ts'
import { LINK_LIFETIME_MS } from './link.ts'
import { choosePassword, type PasswordLinkKind, readPasswordLink, resetByLink } from './password-link.ts'
import { swapLink } from './swap-link.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

const VISIT = visitFrom('192.0.2.7')
let mia: CreatedUser
beforeEach(async () => {
  mia = await core.person()
})

const link = (kind: PasswordLinkKind = 'reset', { user } = mia) =>
  deps.store.transaction((tx) => createLink(deps, tx, kind, user.id))
const reset = (secret: string, password = OTHER_PASSWORD) =>
  answerOf(resetByLink(deps, secret, password, VISIT))
const choose = (ticket: string, password = OTHER_PASSWORD) =>
  answerOf(choosePassword(deps, 'reset', ticket, password, VISIT))
const tokenBy = (password: string) => answerOf(tokenByPassword(deps, mia.user, password))

/** By the link itself, as programs do, and by the ticket that a browser swaps it for. */
const WAYS = {
  'by a program': { prepare: (secret: string) => Promise.resolve(secret), use: reset },
  'in a browser': { prepare: (secret: string) => swapLink(deps, 'reset', secret), use: choose },
}

for (const [how, { prepare, use }] of Object.entries(WAYS)) {
  describe(`a forgotten password replaced ${how}`, () => {
    test('is the new one from then on, and ends what the old one gave; the key goes on', async () => {
      await deps.store.transaction((tx) => openSession(deps, tx, mia.user, VISIT))
      const [byPassword, byKey] = [await tokenByPassword(deps, mia.user), await tokenByKey(deps, mia.apiKey)]
      const secret = await prepare(await link())
      const entries = await entriesOf(deps, core.accountId, async () => {
        assert.equal(await use(secret), 'valid')
      })
      assert.deepEqual([await isLive(deps, byPassword), await isLive(deps, byKey)], [false, true])
      assert.equal(await tokenBy(OTHER_PASSWORD), 'valid')
      assert.equal(await tokenBy(PASSWORD), 'credential.wrong')
      const sessions = (await deps.store.sessions.ofUser(mia.user.id)).length
      assert.equal(sessions, how === 'in a browser' ? 1 : 0)
      const changed = entries.find(({ action }) => action === 'user.password')
      assert.deepEqual([changed?.actor, changed?.target], [`user:${mia.user.id}`, `user:${mia.user.id}`])
    })

    test('works once, and ends every other link of the kind, not those of another kind or user', async () => {
      const [other, invitation] = [await core.person(), await link('invitation')]
      const theirs = await link('reset', other)
      const early = await link()
      const late = await deps.store.transaction((tx) =>
        addLink(deps, tx, { kind: 'reset', userId: mia.user.id, expiresAtMs: clock.now() + 9_999 }),
      )
      const secret = await prepare(early)
      assert.equal(await use(secret), 'valid')
      assert.equal(await use(secret, PASSWORD), 'link.not_found')
      assert.equal(await reset(late), 'link.not_found')
      assert.equal(await answerOf(swapLink(deps, 'invitation', invitation)), 'valid')
      assert.equal(await reset(theirs), 'valid')
    })

    test('sent twice at once is replaced once', async () => {
      const secret = await prepare(await link())
      const answers = await Promise.all([use(secret), use(secret, `${OTHER_PASSWORD} twice`)])
      assert.deepEqual(answers.sort(), ['link.not_found', 'valid'])
    })

    test('is refused when it is weak, made of the own name or address, or was used before; the link stays', async () => {
      const accountId = await core.account()
      await updateAccount(deps, OPERATOR, accountId, { passwordHistory: 1, name: 'Wonderful Company' })
      mia = await core.person([DEFAULT_ROLE], accountId)
      const email = 'someone-particular@mail.example'
      await deps.store.users.update(mia.user.id, { email })
      const secret = await prepare(await link())
      for (const password of ['short', email, 'someone-particular', 'Wonderful Company', PASSWORD]) {
        assert.equal(await use(secret, password), 'password.weak', password)
      }
      assert.equal(await tokenBy(PASSWORD), 'valid')
      assert.equal(await use(secret), 'valid')
    })

    test('is nothing for a user or account that is disabled, and the password stays', async () => {
      const secret = await prepare(await link())
      await deps.store.accounts.update(core.accountId, { enabled: false })
      assert.equal(await use(secret), 'link.not_found')
      await deps.store.accounts.update(core.accountId, { enabled: true })
      const { passwordHash } = mia.user
      await disableUser(deps, OPERATOR, mia.user.id)
      assert.equal(await use(secret), 'link.not_found')
      assert.equal((await deps.store.users.byId(mia.user.id))?.passwordHash, passwordHash)
    })

    test('is too late after half an hour to the millisecond', async () => {
      const [early, late] = [await prepare(await link()), await core.person()]
      clock.advance(LINK_LIFETIME_MS.reset - 1)
      assert.equal(await use(early), 'valid')
      const secret = await prepare(await link('reset', late))
      clock.advance(HOUR_MS / 2)
      assert.equal(await use(secret), 'link.not_found')
    })
  })
}

describe('a link for a password', () => {
  test('is good for its own kind alone, and a ticket is none', async () => {
    const invitation = await link('invitation')
    assert.equal(await reset(invitation), 'link.not_found')
    const ticket = await swapLink(deps, 'reset', await link())
    assert.equal(await reset(ticket), 'link.not_found')
    assert.equal(await answerOf(readPasswordLink(deps, 'invitation', ticket)), 'link.not_found')
    assert.equal((await readPasswordLink(deps, 'reset', ticket)).user.id, mia.user.id)
  })

  test('of nobody, as the first owner’s is, sets no password', async () => {
    const secret = await deps.store.transaction((tx) => createLink(deps, tx, 'reset', null))
    assert.equal(await reset(secret), 'link.not_found')
    for (const text of ['', 'kwl_', 'x'.repeat(43)]) {
      assert.equal(await reset(text), 'link.not_found')
      assert.equal(await choose(text), 'link.not_found')
    }
  })

  test('gives somebody with a second factor no session before that is shown', async () => {
    await setUpApp(deps, mia.user)
    clock.advance(STEP_MS)
    const ticket = await swapLink(deps, 'reset', await link())
    const signedIn = await choosePassword(deps, 'reset', ticket, OTHER_PASSWORD, VISIT)
    assert.equal(signedIn.kind, 'pending')
    assert.deepEqual(await deps.store.sessions.ofUser(mia.user.id), [])
    assert.equal((await deps.store.users.byId(mia.user.id))?.secondFactor, true)
  })
})
