import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { over, settingsOf } from './settings.ts'
import type { SettingsKind } from './stores.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

describe('what was set', () => {
  const DEFAULTS = { name: '', days: 7, on: false }

  test('is over what is so where nothing was, member by member', () => {
    assert.deepEqual(over(DEFAULTS, { days: 3 }), { name: '', days: 3, on: false })
    assert.deepEqual(over(DEFAULTS, {}), DEFAULTS)
  })

  test('counts only as far as this version knows it: another kind of value, or an unknown name, does not', () => {
    const later = { name: null, days: '3', on: 1, colour: 'red' }
    assert.deepEqual(over(DEFAULTS, later), DEFAULTS)
    for (const odd of [null, 'text', 3, true, undefined]) assert.deepEqual(over(DEFAULTS, odd), DEFAULTS)
  })

  test('never takes a member away, adds one, or gives one another kind of value', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('name', 'days', 'on'), fc.jsonValue()),
        (any, some) => {
          for (const stored of [any, some]) {
            const settled = over(DEFAULTS, stored)
            assert.deepEqual(Object.keys(settled).toSorted(), ['days', 'name', 'on'])
            for (const [name, value] of Object.entries(DEFAULTS))
              assert.equal(typeof Reflect.get(settled, name), typeof value)
          }
        },
      ),
      {
        examples: [
          [['a'], {}],
          [{ __proto__: null, constructor: 1 }, { name: { toString: 1 } }],
        ],
      },
    )
  })

  test('is null where nothing was, and nobody else’s: of a domain, of a mailbox, of each kind apart', async () => {
    const mail = await mailWorld(core)
    const mailboxId = await mail.mailbox('ann')
    const [domain, mailbox] = [
      { domainId: mail.domainId, mailboxId: null },
      { domainId: mail.domainId, mailboxId },
    ]
    const { store } = core.deps
    await store.mailSettings.put(domain, 'spam', '{"days":1}')
    assert.equal(await settingsOf(store, mailbox, 'spam', DEFAULTS), null)
    assert.equal(await settingsOf(store, domain, 'webmail', DEFAULTS), null)
    await store.mailSettings.put(mailbox, 'spam', '{"days":2}')
    await store.mailSettings.put(domain, 'spam', '{"days":3}')
    assert.equal((await settingsOf(store, mailbox, 'spam', DEFAULTS))?.days, 2)
    assert.equal((await settingsOf(store, domain, 'spam', DEFAULTS))?.days, 3)
    await store.mailSettings.put(mailbox, 'webmail', '{}')
    assert.equal(await store.mailSettings.dropOfMailboxes(mail.domainId, 'spam'), 1)
    assert.equal(await settingsOf(store, mailbox, 'spam', DEFAULTS), null)
    assert.deepEqual(await settingsOf(store, mailbox, 'webmail', DEFAULTS), DEFAULTS)
    assert.equal((await settingsOf(store, domain, 'spam', DEFAULTS))?.days, 3)
  })
})

describe('settings that name a mailbox', () => {
  const put = (mail: MailWorld, mailboxId: string | null, kind: SettingsKind, value: unknown) =>
    core.deps.store.mailSettings.put({ domainId: mail.domainId, mailboxId }, kind, JSON.stringify(value))
  const stored = async (mail: MailWorld, mailboxId: string | null, kind: SettingsKind): Promise<unknown> =>
    JSON.parse(
      (await core.deps.store.mailSettings.get({ domainId: mail.domainId, mailboxId }, kind)) ?? 'null',
    )
  const rename = (mail: MailWorld, from: string, to: string, deps = core.deps) =>
    editMailbox(deps, mail.admin, mail.named(from), { name: to, settings: {} })

  /** A domain with `ann` and `ben`, where spam of the domain and of `ben`, and notices, go to `ann`. */
  async function named() {
    const mail = await mailWorld(core)
    const [ann, ben] = [await mail.mailbox('ann'), await mail.mailbox('ben')]
    await put(mail, null, 'spam', { level: 'on', forwardTo: mail.at('ann') })
    await put(mail, ben, 'spam', { forwardTo: mail.at('ann'), later: [1] })
    await put(mail, null, 'storage-notice', { on: true, cc: mail.at('ann') })
    return { mail, ann, ben }
  }

  test('name it on when it is called something else, and keep all they hold besides', async () => {
    const { mail, ben } = await named()
    await rename(mail, 'ann', 'anna')
    assert.deepEqual(await stored(mail, null, 'spam'), { level: 'on', forwardTo: mail.at('anna') })
    assert.deepEqual(await stored(mail, ben, 'spam'), { forwardTo: mail.at('anna'), later: [1] })
    assert.deepEqual(await stored(mail, null, 'storage-notice'), { on: true, cc: mail.at('anna') })
    await rename(mail, 'anna', 'ann')
    assert.deepEqual(await stored(mail, null, 'storage-notice'), { on: true, cc: mail.at('ann') })
  })

  test('are left alone by the rename of another, and by a name that is only part of theirs', async () => {
    const { mail, ben } = await named()
    const before = [await stored(mail, null, 'spam'), await stored(mail, ben, 'spam')]
    await mail.mailbox('an')
    await rename(mail, 'ben', 'benny')
    await rename(mail, 'an', 'a')
    assert.deepEqual([await stored(mail, null, 'spam'), await stored(mail, ben, 'spam')], before)
  })

  test('of another domain are not looked at, and neither are fields that hold no address', async () => {
    const { mail } = await named()
    const other = await mailWorld(core)
    await put(other, null, 'spam', { forwardTo: mail.at('ann') })
    await put(mail, null, 'webmail', { forwardTo: mail.at('ann'), cc: mail.at('ann') })
    for (const odd of [null, 'text', [mail.at('ann')]]) {
      await put(mail, null, 'spam', odd)
      await rename(mail, 'ann', 'anna')
      assert.deepEqual(await stored(mail, null, 'spam'), odd)
      await rename(mail, 'anna', 'ann')
    }
    assert.deepEqual(await stored(other, null, 'spam'), { forwardTo: mail.at('ann') })
    assert.deepEqual(await stored(mail, null, 'webmail'), { forwardTo: mail.at('ann'), cc: mail.at('ann') })
  })

  test('do not follow a rename that is refused, or that the log cannot take', async () => {
    const { mail } = await named()
    assert.equal(await answerOf(rename(mail, 'ann', 'ben')), 'address.exists')
    assert.equal(await answerOf(rename(mail, 'ann', 'anna', withFailingAudit(core.deps))), 'storage.full')
    assert.deepEqual(await stored(mail, null, 'spam'), { level: 'on', forwardTo: mail.at('ann') })
  })

  test('do not name whoever takes the name of one that was deleted anything else', async () => {
    const { mail } = await named()
    await deleteMailbox(core.deps, mail.admin, mail.named('ann'))
    await rename(mail, 'ben', 'ann')
    await rename(mail, 'ann', 'carl')
    // The address was named, not the mailbox that had it: whoever has it now is renamed with it.
    assert.deepEqual(await stored(mail, null, 'storage-notice'), { on: true, cc: mail.at('carl') })
  })
})
