import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import { addAlternate } from '../domains/alternate-names.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { changeSpamSettings, type SpamChange } from './change-spam-settings.ts'
import { showSpamSettings } from './show-spam-settings.ts'
import { DEFAULT_SPAM, NO_QUARANTINE, type SpamSettings } from './spam-settings.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const NOTHING = { settings: {}, quarantine: {}, overridesMailboxes: false } as const

/** A domain with the mailboxes `ann` and `ben`. */
async function world() {
  const made = await mailWorld(core)
  for (const name of ['ann', 'ben']) await made.mailbox(name)
  return made
}

const placeIn = ({ accountId, domain }: MailWorld, mailbox: string | null) => ({ accountId, domain, mailbox })
const change = (
  mail: MailWorld,
  mailbox: string | null,
  settings: Partial<SpamSettings>,
  more: Partial<SpamChange> = {},
  deps = core.deps,
) => changeSpamSettings(deps, mail.admin, placeIn(mail, mailbox), { ...NOTHING, settings, ...more })
const shown = (mail: MailWorld, mailbox: string | null, actor: Actor = mail.admin) =>
  showSpamSettings(core.deps, actor, placeIn(mail, mailbox))

describe('the spam settings of a mailbox', () => {
  test('are those of its domain until it has its own, and again once the domain overrides it', async () => {
    const mail = await world()
    assert.deepEqual(await shown(mail, 'ann'), {
      settings: DEFAULT_SPAM,
      isOwn: false,
      quarantine: NO_QUARANTINE,
    })
    await change(mail, null, { level: 'off' })
    assert.equal((await shown(mail, 'ann')).settings.level, 'off')
    await change(mail, 'ann', { folderDays: 3 })
    // What the mailbox did not name it has from the domain as that was, and keeps.
    await change(mail, null, { level: 'exclusive' })
    const own = await shown(mail, 'ann')
    assert.deepEqual([own.isOwn, own.settings.level, own.settings.folderDays], [true, 'off', 3])
    assert.equal((await shown(mail, 'ben')).settings.level, 'exclusive')
    await change(mail, null, {}, { overridesMailboxes: true })
    const taken = await shown(mail, 'ann')
    assert.deepEqual([taken.isOwn, taken.settings.level, taken.settings.folderDays], [false, 'exclusive', 7])
  })

  type Step =
    | { readonly on: 'ann' | 'ben' | 'domain'; readonly set: Partial<SpamSettings> }
    | { readonly on: 'override' }
  const settings = fc.record(
    {
      level: fc.constantFrom('on' as const, 'off', 'exclusive'),
      handling: fc.constantFrom('toFolder' as const, 'delete', 'labelSubject'),
      folderDays: fc.nat(9),
      cleansFolder: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ on: fc.constantFrom('ann' as const, 'ben', 'domain'), set: settings }),
    },
    { weight: 1, arbitrary: fc.record({ on: fc.constant('override' as const) }) },
  )

  /** What is kept of what is set: nothing that only a folder has where there is none. */
  function kept(before: SpamSettings, set: Partial<SpamSettings>): SpamSettings {
    const { folderDays = before.folderDays, cleansFolder = before.cleansFolder, ...bare } = set
    const handling = set.handling ?? before.handling
    return { ...before, ...bare, ...(handling === 'toFolder' && { folderDays, cleansFolder }) }
  }

  test('are what a model says, in whatever order domain and mailboxes are set and overridden', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const mail = await world()
        let ofDomain: SpamSettings = DEFAULT_SPAM
        const own = new Map<string, SpamSettings>()
        for (const one of steps) {
          if (one.on === 'override') {
            await change(mail, null, {}, { overridesMailboxes: true })
            own.clear()
          } else if (one.on === 'domain') {
            ofDomain = kept(ofDomain, one.set)
            assert.deepEqual(await change(mail, null, one.set), ofDomain)
          } else {
            own.set(one.on, kept(own.get(one.on) ?? ofDomain, one.set))
            await change(mail, one.on, one.set)
          }
          for (const name of ['ann', 'ben']) {
            const now = await shown(mail, name)
            assert.deepEqual([now.settings, now.isOwn], [own.get(name) ?? ofDomain, own.has(name)])
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  test('do not come to a mailbox of another domain of the account', async () => {
    const mail = await world()
    await change(mail, null, { level: 'off' })
    const other = await world()
    assert.equal((await shown(other, 'ann')).settings.level, 'on')
    await change(other, null, {}, { overridesMailboxes: true })
    assert.equal((await shown(mail, 'ann')).settings.level, 'off')
  })
})

describe('spam is forwarded', () => {
  test('to an address that exists in the domain and to no other, however it is written', async () => {
    const mail = await world()
    const to = (forwardTo: string) => answerOf(change(mail, null, { handling: 'toAddress', forwardTo }))
    await core.deps.store.mailDomains.addName(mail.domainId, `too-${mail.domain}`)
    for (const wrong of ['', 'ann', 'ann@elsewhere.example', mail.at('nobody'), `ann@too-${mail.domain}`])
      assert.equal(await to(wrong), 'input.invalid', wrong)
    assert.deepEqual((await shown(mail, null)).settings, DEFAULT_SPAM)
    assert.equal(await to(` ${mail.at('ANN').toUpperCase()} `), 'valid')
    assert.equal((await shown(mail, null)).settings.forwardTo, mail.at('ann'))
  })

  test('nowhere else by way of an address that was named while spam went to a folder', async () => {
    const mail = await world()
    for (const forwardTo of ['thief@elsewhere.example', 'no address']) {
      assert.equal((await change(mail, null, { forwardTo })).forwardTo, '', 'it means nothing to a folder')
      const refused = await refusedWith('input.invalid', change(mail, null, { handling: 'toAddress' }))
      assert.equal(refused.facts.field, 'forwardTo')
    }
  })

  test('not to one that was deleted since it was named', async () => {
    const mail = await world()
    await change(mail, 'ann', { handling: 'toAddress', forwardTo: mail.at('ben') })
    await change(mail, 'ann', { handling: 'delete' })
    await deleteMailbox(core.deps, mail.admin, mail.named('ben'))
    const refused = await refusedWith('input.invalid', change(mail, 'ann', { handling: 'toAddress' }))
    assert.equal(refused.facts.field, 'forwardTo')
    assert.equal((await shown(mail, 'ann')).settings.handling, 'delete')
  })

  test('still to one that was deleted while it was in use: another setting may be changed beside it', async () => {
    const mail = await world()
    await change(mail, 'ann', { handling: 'toAddress', forwardTo: mail.at('ben') })
    await deleteMailbox(core.deps, mail.admin, mail.named('ben'))
    assert.equal((await change(mail, 'ann', { level: 'exclusive' })).forwardTo, mail.at('ben'))
    assert.equal((await change(mail, 'ann', { handling: 'toAddress', level: 'on' })).level, 'on')
  })

  test('to the address that it was, once it is forwarded again', async () => {
    const mail = await world()
    await change(mail, null, { handling: 'toAddress', forwardTo: mail.at('ann') })
    await change(mail, null, { handling: 'labelSubject', forwardTo: mail.at('ben') })
    assert.equal((await change(mail, null, { handling: 'toAddress' })).forwardTo, mail.at('ann'))
  })
})

describe('a change of spam settings', () => {
  test('is in the log with what holds now and how many mailboxes lost their own, once', async () => {
    const mail = await world()
    for (const name of ['ann', 'ben']) await change(mail, name, { level: 'off' })
    assert.deepEqual(await mail.logged(() => change(mail, null, {}, { overridesMailboxes: true })), [
      ['spam.settings', `domain:${mail.domain}`],
    ])
    const [entry] = (await core.deps.store.audit.page(mail.accountId, 0, 100)).slice(-1)
    assert.deepEqual(entry?.details, {
      ...{ fields: '', level: 'on', handling: 'toFolder', overridden: 2 },
    })
  })

  test('that the log cannot take is not made, overridden mailboxes and the quarantine included', async () => {
    const mail = await world()
    await change(mail, 'ann', { level: 'off' })
    const quarantine = { forwarding: 'on', owner: 'q' } as const
    const act = change(
      mail,
      null,
      { level: 'exclusive' },
      { overridesMailboxes: true, quarantine },
      withFailingAudit(core.deps),
    )
    assert.equal(await answerOf(act), 'storage.full')
    assert.deepEqual(await shown(mail, null), {
      settings: DEFAULT_SPAM,
      isOwn: false,
      quarantine: NO_QUARANTINE,
    })
    assert.equal((await shown(mail, 'ann')).settings.level, 'off')
  })

  test('keeps what is not named of the quarantine', async () => {
    const mail = await world()
    await change(mail, null, {}, { quarantine: { owner: 'q@x.example' } })
    await change(mail, null, {}, { quarantine: { forwarding: 'nonuser' } })
    const { quarantine } = await shown(mail, null)
    assert.deepEqual(quarantine, { forwarding: 'nonuser', owner: 'q@x.example', defaultOwner: '' })
  })

  test('of two at once loses neither', async () => {
    const mail = await world()
    await Promise.all([change(mail, null, { level: 'off' }), change(mail, null, { folderDays: 2 })])
    const { settings } = await shown(mail, null)
    assert.deepEqual([settings.level, settings.folderDays], ['off', 2])
  })

  test('is for those with the area of spam: others of the account are refused, other accounts see nothing', async () => {
    const mail = await world()
    const by = (actor: Actor, mailbox: string | null) =>
      answerOf(changeSpamSettings(core.deps, actor, placeIn(mail, mailbox), NOTHING))
    for (const mailbox of [null, 'ann']) {
      assert.equal(await by(await mail.limited(['spam']), mailbox), 'valid')
      assert.equal(await by(await mail.limited(['spam'], ['other.example']), mailbox), 'actor.forbidden')
      assert.equal(await by(await mail.limited(['mailboxes', 'domains']), mailbox), 'actor.forbidden')
      assert.equal(await by(await mail.outsider(), mailbox), 'actor.forbidden')
      assert.equal(await by(mail.stranger, mailbox), 'account.not_found')
    }
    assert.equal(await by(mail.admin, 'nobody'), 'mailbox.not_found')
  })

  test('finds the domain and the mailbox in any letter case, and not by an alternate name', async () => {
    const mail = await world()
    const upper = { accountId: mail.accountId, domain: mail.domain.toUpperCase(), mailbox: 'ANN' }
    await changeSpamSettings(core.deps, mail.admin, upper, { ...NOTHING, settings: { level: 'off' } })
    assert.equal((await shown(mail, 'ann')).settings.level, 'off')
    await addAlternate(
      core.deps,
      mail.admin,
      { accountId: mail.accountId, name: mail.domain },
      `x-${mail.domain}`,
    )
    const other = { ...upper, domain: `x-${mail.domain}` }
    assert.equal(await answerOf(showSpamSettings(core.deps, mail.admin, other)), 'mail_domain.not_found')
  })
})
