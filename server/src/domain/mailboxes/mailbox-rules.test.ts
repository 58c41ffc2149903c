import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  CHEAP_HASHER,
  type Core,
  openCore,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import { addAlias } from '../aliases/change-alias.ts'
import type { Deps } from '../deps.ts'
import { editDomain } from '../domains/edit-domain.ts'
import { createGroupList } from '../lists/change-list.ts'
import { addMailbox, type NewMailbox } from './add-mailbox.ts'
import { deleteMailbox } from './delete-mailbox.ts'
import { editMailbox } from './edit-mailbox.ts'
import { findAddress } from './find-address.ts'
import { findMailbox } from './find-mailbox.ts'
import { type MailboxSettings, RECOVERY_MS } from './mailbox.ts'
import { restoreMailbox } from './restore-mailbox.ts'

let core: Core
let deps: Deps
before(async () => {
  core = await openCore()
  deps = { ...core.deps, hasher: CHEAP_HASHER }
})
after(() => core.close())

const PASSWORD = 'Grey geese 7 walk'
const world = () => mailWorld(core)
const add = (mail: MailWorld, name: string, more: Partial<NewMailbox> = {}, by: Actor = mail.admin) =>
  addMailbox(deps, by, {
    ...{ ...mail.named(name), password: PASSWORD, settings: {}, recoverDeleted: false },
    ...more,
  })
const set = (mail: MailWorld, name: string, settings: Partial<MailboxSettings>) =>
  editMailbox(deps, mail.admin, mail.named(name), { settings })
const found = (mail: MailWorld, name: string) => findMailbox(deps, deps.store, mail.admin, mail.named(name))
const fieldOf = async (act: Promise<unknown>) => (await refusedWith('input.invalid', act)).facts.field
const outside = (count: number) => Array.from({ length: count }, (_, index) => `o${index}@else.example`)

describe('the settings of a mailbox', () => {
  test('are within what can be kept, and what is refused changes nothing of what was given with it', async () => {
    const mail = await world()
    const made = await add(mail, 'ann')
    const wrong: readonly (readonly [field: string, settings: Partial<MailboxSettings>])[] = [
      ['quotaMb', { quotaMb: 0 }],
      ['quotaMb', { quotaMb: 1.5 }],
      ['quotaMb', { quotaMb: 25_601 }],
      ['displayName', { displayName: 'x'.repeat(256) }],
      ['displayName', { displayName: 'a\0b' }],
      ['displayName', { displayName: 'Ann\r\nBcc: all@else.example' }],
      ['displayName', { displayName: 'a\u2028b' }],
      ['lastName', { contact: { lastName: 'a\tb' } }],
      ['homeStreet', { contact: { homeStreet: 'a\u001bb' } }],
      ['notes', { contact: { notes: 'a\u0007b' } }],
      ['vacationMessage', { vacationMessage: 'a\u0007b' }],
      ['vacationMessage', { vacationMessage: 'x'.repeat(8_001) }],
      ['vacationMessage', { vacationEnabled: true }],
      ['vacationMessage', { vacationEnabled: true, vacationMessage: ' \n ' }],
      ['notes', { contact: { notes: 'x'.repeat(4_097) } }],
      ['firstName', { contact: { firstName: 'x'.repeat(256) } }],
      ['forwardTo', { forwardTo: outside(5) }],
      ['forwardTo', { forwardTo: Array.from({ length: 16 }, (_, index) => mail.at(`m${index}`)) }],
      ['forwardTo', { forwardTo: [mail.at('ANN'), mail.at('ben')] }],
      // Mail with a tag comes to the mailbox itself.
      ['forwardTo', { forwardTo: [mail.at('ann+shop'), mail.at('ben+')] }],
      ['forwardTo', { forwardTo: ['x@else.example', 'nonsense'] }],
    ]
    for (const [field, settings] of wrong) {
      const given = { displayName: 'Other', enabled: false, ...settings }
      assert.equal(await fieldOf(set(mail, 'ann', given)), field, JSON.stringify(settings).slice(0, 60))
      assert.equal(await fieldOf(add(mail, 'ben', { settings })), field)
    }
    assert.deepEqual(await found(mail, 'ann'), made)
    assert.equal(await answerOf(found(mail, 'ben')), 'mailbox.not_found')
  })

  test('do not forward to the mailbox itself by an alias, a list or another name of the domain', async () => {
    const mail = await world()
    await add(mail, 'ann', { settings: { forwardTo: [mail.at('boss')] } })
    for (const name of ['ben', 'cleo']) await add(mail, name)
    await deps.store.mailDomains.addName(mail.domainId, `also-${mail.domain}`)
    await addAlias(deps, mail.admin, mail.named('team'), [mail.at('ben'), mail.at('ann')])
    await addAlias(deps, mail.admin, mail.named('boss'), [mail.at('team')])
    const members = [mail.at('boss')]
    await createGroupList(deps, mail.admin, { ...mail.named('all'), members })
    const round = [
      `ann@also-${mail.domain}`,
      `ann+tag@also-${mail.domain}`,
      mail.at('team'),
      mail.at('team+x'),
    ]
    for (const to of [...round, mail.at('all')]) {
      const { facts } = await refusedWith('input.invalid', set(mail, 'ann', { forwardTo: [to] }))
      assert.match(facts.reason ?? '', /^Mail would go round: .* leads back to ann@/, to)
    }
    const late = add(mail, 'late', { settings: { forwardTo: [`late@also-${mail.domain}`] } })
    assert.equal(await fieldOf(late), 'forwardTo')
    // What it forwards to from before may stay, and others be added.
    const forwardTo = [mail.at('boss'), `ben@also-${mail.domain}`]
    assert.deepEqual((await set(mail, 'ann', { forwardTo })).forwardTo, forwardTo.toSorted())
    await set(mail, 'cleo', { forwardTo: [mail.at('team')] })
  })

  test('may be everything that is just within', async () => {
    const mail = await world()
    await add(mail, 'ann')
    const forwardTo = [...outside(4), ...Array.from({ length: 11 }, (_, index) => mail.at(`m${index}`))]
    const settings = {
      ...{ quotaMb: 25_600, displayName: 'ä'.repeat(255), vacationMessage: 'x'.repeat(8_000), forwardTo },
      contact: { notes: 'x'.repeat(4_096), firstName: 'x'.repeat(255) },
    }
    const { forwardTo: kept, ...rest } = await set(mail, 'ann', settings)
    assert.deepEqual(kept, forwardTo.toSorted())
    const { forwardTo: _, ...others } = settings
    assert.partialDeepStrictEqual(rest, others)
  })

  test('take what a contact names and keep the rest of it, and an empty one empties', async () => {
    const mail = await world()
    await add(mail, 'ann', { settings: { contact: { firstName: 'Ann', notes: 'n' } } })
    await set(mail, 'ann', { contact: { lastName: 'Lee', notes: '' } })
    const { contact } = await found(mail, 'ann')
    assert.deepEqual(contact, { firstName: 'Ann', lastName: 'Lee' })
  })

  test('open ways in once each, in one order, and none that there are not', async () => {
    const mail = await world()
    await add(mail, 'ann')
    const { protocols } = await set(mail, 'ann', { protocols: ['smtp', 'imap', 'smtp'] })
    assert.deepEqual(protocols, ['imap', 'smtp'])
    assert.deepEqual((await set(mail, 'ann', { protocols: [] })).protocols, [])
  })

  test('make a vacation message stay as long as it is enabled', async () => {
    const mail = await world()
    await add(mail, 'ann', { settings: { vacationEnabled: true, vacationMessage: 'Away.' } })
    assert.equal(await fieldOf(set(mail, 'ann', { vacationMessage: '' })), 'vacationMessage')
    await set(mail, 'ann', { vacationEnabled: false, vacationMessage: '' })
    assert.equal(await fieldOf(set(mail, 'ann', { vacationEnabled: true })), 'vacationMessage')
  })
})

describe('the password of a mailbox', () => {
  test('is strong, says nothing of the name that it is for, and is refused before anything is changed', async () => {
    const mail = await world()
    const before = await add(mail, 'anna')
    const weak = [
      'Short 7',
      'lower case only',
      'UPPERandLOWER',
      `Über ${'ü'.repeat(64)} 7`,
      'with\0 Nul 77',
      'My Anna 77',
    ]
    for (const password of weak) {
      const edit = editMailbox(deps, mail.admin, mail.named('anna'), {
        password,
        settings: { enabled: false },
      })
      assert.equal(await answerOf(edit), 'password.weak', password)
      assert.equal(await answerOf(add(mail, 'anna', { password })), 'password.weak', password)
    }
    // Of the name that it gets, where it gets one.
    const renamed = { name: 'grey', password: PASSWORD, settings: {} }
    assert.equal(await answerOf(editMailbox(deps, mail.admin, mail.named('anna'), renamed)), 'password.weak')
    assert.deepEqual(await found(mail, 'anna'), before)
  })

  test('settles that it had to be changed, unless the same change says that it has to be again', async () => {
    const mail = await world()
    await add(mail, 'ann', { settings: { mustChangePassword: true } })
    const edit = (settings: Partial<MailboxSettings>) =>
      editMailbox(deps, mail.admin, mail.named('ann'), { password: `${PASSWORD}!`, settings })
    assert.equal((await edit({ mustChangePassword: true })).mustChangePassword, true)
    assert.equal((await edit({})).mustChangePassword, false)
    assert.equal((await found(mail, 'ann')).mustChangePassword, false)
  })
})

describe('a domain with room for so many mailboxes', () => {
  const full = async () => {
    const mail = await world()
    await editDomain(deps, mail.admin, { accountId: mail.accountId, name: mail.domain }, { maxMailboxes: 1 })
    return { mail, made: await add(mail, 'ann') }
  }

  test('takes no more, new ones or those that come back, and deleted ones take no room', async () => {
    const { mail, made } = await full()
    assert.equal(await fieldOf(add(mail, 'ben')), 'name')
    await deleteMailbox(deps, mail.admin, mail.named('ann'))
    await add(mail, 'ben')
    assert.equal(await fieldOf(restoreMailbox(deps, mail.admin, made.id)), 'name')
    assert.equal(await fieldOf(add(mail, 'ann', { recoverDeleted: true })), 'name')
    await deleteMailbox(deps, mail.admin, mail.named('ben'))
    assert.equal((await restoreMailbox(deps, mail.admin, made.id)).id, made.id)
  })

  test('takes one of two who come at once', async () => {
    const mail = await world()
    await editDomain(deps, mail.admin, { accountId: mail.accountId, name: mail.domain }, { maxMailboxes: 1 })
    const heard = await Promise.all([answerOf(add(mail, 'ann')), answerOf(add(mail, 'ben'))])
    assert.deepEqual(heard.toSorted(), ['input.invalid', 'valid'])
  })
})

describe('a deleted mailbox', () => {
  test('comes back for fourteen days as it was, and not a moment later', async () => {
    const mail = await world()
    const made = await add(mail, 'ann', { settings: { displayName: 'Ann', forwardTo: outside(2) } })
    await deleteMailbox(deps, mail.admin, mail.named('ann'))
    core.clock.advance(RECOVERY_MS - 1)
    assert.equal((await refusedWith('mailbox.not_found', found(mail, 'ann'))).facts.isRecoverable, true)
    assert.deepEqual(await restoreMailbox(deps, mail.admin, made.id), made)
    assert.deepEqual(await found(mail, 'ann'), made)
    await deleteMailbox(deps, mail.admin, mail.named('ann'))
    core.clock.advance(RECOVERY_MS)
    assert.equal(await answerOf(restoreMailbox(deps, mail.admin, made.id)), 'mailbox.not_found')
    assert.equal((await refusedWith('mailbox.not_found', found(mail, 'ann'))).facts.isRecoverable, false)
    assert.equal(await fieldOf(add(mail, 'ann', { recoverDeleted: true })), 'recoverDeleted')
  })

  test('comes back with the password that is given with its name, the last one of it first', async () => {
    const mail = await world()
    const ids: string[] = []
    for (let round = 0; round < 2; round++) {
      ids.push((await add(mail, 'ann')).id)
      await deleteMailbox(deps, mail.admin, mail.named('ann'))
      core.clock.advance(1)
    }
    const back = await add(mail, 'ANN', { password: `${PASSWORD} on`, recoverDeleted: true })
    assert.deepEqual([back.id, back.passwordHash], [ids[1], `{ARGON2ID}plain:${PASSWORD} on`])
  })

  test('is told of as an address that is free and can be brought back, until something else has it', async () => {
    const mail = await world()
    const made = await add(mail, 'ann')
    await deleteMailbox(deps, mail.admin, mail.named('ann'))
    const state = async () => {
      const { holder, recoverable } = await findAddress(deps, mail.admin, mail.named('Ann'))
      return [holder, recoverable?.id]
    }
    assert.deepEqual(await state(), [null, made.id])
    await addAlias(deps, mail.admin, mail.named('ann'), outside(1))
    assert.deepEqual(await state(), ['alias', made.id])
    assert.equal(await answerOf(restoreMailbox(deps, mail.admin, made.id)), 'address.exists')
  })
})

describe('an act on a mailbox', () => {
  const acts = (mail: MailWorld, by: Actor, gone: string, within = deps) => ({
    add: () =>
      addMailbox(within, by, {
        ...mail.named('new'),
        password: PASSWORD,
        settings: {},
        recoverDeleted: false,
      }),
    edit: () => editMailbox(within, by, mail.named('ann'), { name: 'anna', settings: { enabled: false } }),
    delete: () => deleteMailbox(within, by, mail.named('ann')),
    restore: () => restoreMailbox(within, by, gone),
  })
  async function peopled() {
    const mail = await world()
    const [ann, gone] = [await add(mail, 'ann'), await add(mail, 'gone')]
    await deleteMailbox(deps, mail.admin, mail.named('gone'))
    return { mail, ann, gone: gone.id }
  }

  test('that the log cannot take is not done', async () => {
    const { mail, ann, gone } = await peopled()
    for (const [name, act] of Object.entries(acts(mail, mail.admin, gone, withFailingAudit(deps))))
      assert.equal(await answerOf(act()), 'storage.full', name)
    assert.deepEqual(await found(mail, 'ann'), ann)
    assert.equal(await answerOf(found(mail, 'new')), 'mailbox.not_found')
    assert.equal(await answerOf(found(mail, 'gone')), 'mailbox.not_found')
  })

  test('is not for those with other areas or domains, nor for other accounts, who hear of nothing', async () => {
    const { mail, ann, gone } = await peopled()
    const refused = [
      await mail.limited(['aliases', 'spam']),
      await mail.limited(['mailboxes'], ['other.example']),
      await mail.outsider(),
    ]
    for (const actor of refused)
      for (const [name, act] of Object.entries(acts(mail, actor, gone)))
        assert.equal(await answerOf(act()), 'actor.forbidden', name)
    for (const [name, act] of Object.entries(acts(mail, mail.stranger, gone)))
      assert.equal(
        await answerOf(act()),
        name === 'restore' ? 'mailbox.not_found' : 'account.not_found',
        name,
      )
    assert.deepEqual(await found(mail, 'ann'), ann)
  })
})
