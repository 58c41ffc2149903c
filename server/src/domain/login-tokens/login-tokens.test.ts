import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  type Core,
  openCore,
  panelActor,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR, openedBy, visitFrom } from '../../../../tests/support/deps.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { mailboxVisit } from '../../../../tests/support/mailbox-owner.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { UserActor } from '../actor.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { checkSession } from '../sessions/check-session.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { issueAdminToken } from './issue-admin-token.ts'
import { issueMailboxToken, openAsOwner } from './issue-mailbox-token.ts'
import { LOGIN_TOKEN_MS } from './login-token.ts'
import { useAdminToken } from './use-admin-token.ts'
import { useMailboxToken } from './use-mailbox-token.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const enter = (token: string, brought: string | null = null) =>
  useAdminToken(core.deps, token, visitFrom(), brought)
const open = (token: string) => useMailboxToken(core.deps, token, mailboxVisit())

/** A world with an administrator `user` and a mailbox `ann`. */
async function world() {
  const mail = await mailWorld(core)
  const user = (await core.person(undefined, mail.accountId)).user
  await changeAdminType(core.deps, OPERATOR, user.id, 'standard')
  const mailboxId = await mail.mailbox('ann')
  const forUser = async () => (await issueAdminToken(core.deps, mail.admin, mail.accountId, user.name)).token
  const forMailbox = async () => (await issueMailboxToken(core.deps, mail.admin, mail.named('ann'))).token
  return { mail, user, mailboxId, forUser, forMailbox }
}

describe('a login token', () => {
  test('lets its user in once, beside others that were made before and after it', async () => {
    const { user, forUser } = await world()
    const tokens = [await forUser(), await forUser(), await forUser()]
    for (const token of tokens.toReversed()) {
      const { session } = openedBy(await enter(token))
      assert.equal(session.userId, user.id)
      assert.equal(await answerOf(enter(token)), 'link.not_found')
    }
  })

  test('is good for one of two who bring it at once', async () => {
    const { forUser, forMailbox } = await world()
    const [admin, mailbox] = [await forUser(), await forMailbox()]
    const answers = await Promise.all([
      ...[answerOf(enter(admin)), answerOf(enter(admin))],
      ...[answerOf(open(mailbox)), answerOf(open(mailbox))],
    ])
    assert.deepEqual(answers.map((one) => (one === 'valid' ? 1 : 0)).join(''), '1010')
  })

  test('is good to the last millisecond of ten minutes, and not at their end', async () => {
    const { forUser, forMailbox } = await world()
    const [first, second, third] = [await forUser(), await forUser(), await forMailbox()]
    core.clock.advance(LOGIN_TOKEN_MS - 1)
    assert.equal(await answerOf(enter(first)), 'valid')
    core.clock.advance(1)
    assert.deepEqual(
      [await answerOf(enter(second)), await answerOf(open(third))],
      ['link.not_found', 'link.not_found'],
    )
  })

  test('of an administrator opens no mailbox, that of a mailbox no panel, and neither is used up by the attempt', async () => {
    const { forUser, forMailbox } = await world()
    const [admin, mailbox] = [await forUser(), await forMailbox()]
    assert.deepEqual(
      [await answerOf(open(admin)), await answerOf(enter(mailbox))],
      ['link.not_found', 'link.not_found'],
    )
    assert.deepEqual([await answerOf(enter(admin)), await answerOf(open(mailbox))], ['valid', 'valid'])
  })

  test('is told as it is or not at all: another letter case, a part, or more is none', async () => {
    const { forUser } = await world()
    const token = await forUser()
    for (const other of [token.toLowerCase(), token.slice(1), `${token}0`, ` ${token}`, `${token}\n`, ''])
      assert.equal(await answerOf(enter(other)), 'link.not_found', JSON.stringify(other.length))
    assert.equal(await answerOf(enter(token)), 'valid')
  })

  test('is stored as a digest only, and is in no entry of the log', async () => {
    const { mail, forUser, forMailbox } = await world()
    const tokens = [await forUser(), await forMailbox()]
    const log = JSON.stringify(await core.deps.store.audit.page(mail.accountId, 0, 100))
    for (const token of tokens) {
      assert.equal(await core.deps.store.loginTokens.byDigest(token), null)
      assert.ok(!log.includes(token))
    }
  })

  test('is not made where the log cannot say so', async () => {
    const { mail, user } = await world()
    const deps = withFailingAudit(core.deps)
    assert.equal(await answerOf(issueAdminToken(deps, mail.admin, mail.accountId, user.name)), 'storage.full')
    assert.equal(await answerOf(issueMailboxToken(deps, mail.admin, mail.named('ann'))), 'storage.full')
  })

  test('is not used up where the log cannot say that somebody came in by it', async () => {
    const { forUser, forMailbox } = await world()
    const [admin, mailbox] = [await forUser(), await forMailbox()]
    const deps = withFailingAudit(core.deps)
    assert.equal(await answerOf(useAdminToken(deps, admin, visitFrom(), null)), 'storage.full')
    assert.equal(await answerOf(useMailboxToken(deps, mailbox, mailboxVisit())), 'storage.full')
    assert.deepEqual([await answerOf(enter(admin)), await answerOf(open(mailbox))], ['valid', 'valid'])
  })

  type Step = { readonly act: 'issue' | 'wait' } | { readonly act: 'bring'; readonly which: number }
  const step: fc.Arbitrary<Step> = fc.oneof(fc.record({ act: fc.constantFrom('issue' as const, 'wait') }), {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('bring' as const), which: fc.nat(5) }),
  })

  test('lets in exactly once and only in its time, however issuing, waiting and bringing follow each other', async () => {
    const { forMailbox } = await world()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const made: { readonly token: string; readonly endsAtMs: number; used: boolean }[] = []
        for (const one of steps) {
          if (one.act === 'wait') core.clock.advance(4 * MINUTE_MS)
          if (one.act === 'issue')
            made.push({
              token: await forMailbox(),
              endsAtMs: core.clock.now() + LOGIN_TOKEN_MS,
              used: false,
            })
          const brought = one.act === 'bring' ? made[one.which] : undefined
          if (!brought) continue
          const isGood = !brought.used && core.clock.now() < brought.endsAtMs
          assert.equal(await answerOf(open(brought.token)), isGood ? 'valid' : 'link.not_found')
          brought.used ||= isGood
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a token of an administrator', () => {
  test('is nothing to a user who was disabled or deleted since, nor while the account is suspended', async () => {
    const { mail, user, forUser } = await world()
    const token = await forUser()
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await answerOf(enter(token)), 'link.not_found')
    await enableUser(core.deps, OPERATOR, user.id)
    await updateAccount(core.deps, OPERATOR, mail.accountId, { enabled: false })
    assert.equal(await answerOf(enter(token)), 'link.not_found')
    await updateAccount(core.deps, OPERATOR, mail.accountId, { enabled: true })
    const kept = await forUser()
    await deleteUser(core.deps, OPERATOR, user.id)
    assert.equal(await answerOf(enter(kept)), 'link.not_found')
  })

  test('ends the session that the browser brought along', async () => {
    const { forUser } = await world()
    const before = openedBy(await enter(await forUser()))
    const now = openedBy(await enter(await forUser(), before.secret))
    assert.equal(await checkSession(core.deps, before.secret), null)
    assert.ok(await checkSession(core.deps, now.secret))
  })

  test('is refused for a disabled user, for one of another account and for nobody alike', async () => {
    const { mail, user } = await world()
    const ask = (name: string, by: UserActor = mail.admin) =>
      issueAdminToken(core.deps, by, mail.accountId, name)
    const elsewhere = (await core.person()).user
    assert.equal(await answerOf(ask(elsewhere.name)), 'user.not_found')
    assert.equal(await answerOf(ask('nobody at all')), 'user.not_found')
    assert.equal(await answerOf(ask(user.name, mail.stranger)), 'account.not_found')
    await disableUser(core.deps, OPERATOR, user.id)
    const refused = await refusedWith('input.invalid', ask(user.name))
    assert.equal(refused.facts.field, 'userName')
  })

  test('is given to super administrators alone, and for nobody who may do more than they', async () => {
    const { mail, user } = await world()
    const ask = (by: UserActor, name: string) =>
      answerOf(issueAdminToken(core.deps, by, mail.accountId, name))
    assert.equal(await ask(await mail.limited(['domains', 'mailboxes']), user.name), 'actor.forbidden')
    assert.equal(await ask(await mail.outsider(), user.name), 'actor.forbidden')
    for (const role of [USER_ADMIN, SERVICE_ADMIN]) {
      const { user: mighty } = await core.person([role], mail.accountId)
      assert.equal(await ask(mail.admin, mighty.name), 'actor.forbidden', role)
    }
    const part = { ...mail.admin, mailScope: { areas: null, domains: null } }
    assert.equal(await ask(part, user.name), 'actor.forbidden', 'a part of a super administrator is none')
  })

  test('names its user however the name was written', async () => {
    const { mail, user } = await world()
    const issued = await issueAdminToken(core.deps, mail.admin, mail.accountId, user.name.toUpperCase())
    assert.deepEqual([issued.user, issued.createdAtMs], [user.name, core.clock.now()])
  })
})

describe('a token of a mailbox', () => {
  const blocking = (mail: MailWorld, enabled: boolean) =>
    editMailbox(core.deps, mail.admin, mail.named('ann'), { settings: { enabled } })

  test('is nothing to a mailbox that was blocked or deleted since, nor while the account is suspended', async () => {
    const { mail, forMailbox } = await world()
    const token = await forMailbox()
    await blocking(mail, false)
    assert.equal(await answerOf(open(token)), 'link.not_found')
    assert.equal(await answerOf(forMailbox()), 'input.invalid')
    await blocking(mail, true)
    await updateAccount(core.deps, OPERATOR, mail.accountId, { enabled: false })
    assert.equal(await answerOf(open(token)), 'link.not_found')
    await updateAccount(core.deps, OPERATOR, mail.accountId, { enabled: true })
    await deleteMailbox(core.deps, mail.admin, mail.named('ann'))
    assert.equal(await answerOf(open(token)), 'link.not_found')
    assert.equal(await answerOf(forMailbox()), 'mailbox.not_found')
  })

  test('opens the mailbox under whatever name it has by then, and not another that took the old one', async () => {
    const { mail, mailboxId, forMailbox } = await world()
    const token = await forMailbox()
    await editMailbox(core.deps, mail.admin, mail.named('ann'), { name: 'anna', settings: {} })
    await mail.mailbox('ann')
    const { mailbox } = await open(token)
    assert.deepEqual([mailbox.id, mailbox.address], [mailboxId, mail.at('anna')])
  })

  test('to look at it as its owner is for a super administrator in person, who has just proved presence', async () => {
    const { mail } = await world()
    const ask = (by: UserActor) => answerOf(openAsOwner(core.deps, by, mail.named('ann')))
    const now = core.clock.now()
    const boss = await core.deps.store.users.byId(mail.admin.userId)
    assert.ok(boss)
    assert.equal(await ask(panelActor(boss, now)), 'valid')
    assert.equal(await ask(panelActor(boss, null)), 'step_up.needed')
    assert.equal(await ask(panelActor(boss, now - 5 * MINUTE_MS)), 'step_up.needed')
    assert.equal(await ask(panelActor(boss, now - 5 * MINUTE_MS + 1)), 'valid')
    const { id, name } = core.operator
    const impersonator = { id, name, userId: id, userName: name }
    for (const by of [panelActor(boss, now), keyActor(boss)])
      assert.equal(await ask({ ...by, impersonator }), 'actor.forbidden', by.proof.kind)
    assert.equal(await ask(await mail.limited(['mailboxes'])), 'actor.forbidden')
    assert.equal(await ask(mail.stranger), 'account.not_found')
  })

  test('is in the log of the account as what it is, and so is coming in by it', async () => {
    const { mail, forMailbox } = await world()
    const logged = await mail.logged(async () => open(await forMailbox()))
    assert.deepEqual(logged, [
      ['mailbox.login_token', `mailbox:${mail.at('ann')}`],
      ['mailbox.session.start', `mailbox:${mail.at('ann')}`],
    ])
  })
})
