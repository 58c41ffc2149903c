import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import { addAlias } from '../aliases/change-alias.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { addAlternate, listAlternates, removeAlternate } from './alternate-names.ts'
import { setCatchAll, showCatchAll } from './catch-all.ts'
import { changeStorageNotice } from './change-storage-notice.ts'
import { deleteDomain } from './delete-domain.ts'
import { editDomain } from './edit-domain.ts'
import { showDomain } from './list-domains.ts'
import { showStorageNotice } from './storage-notice.ts'
import { changeWebmailSettings, showWebmailSettings } from './webmail-settings.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const placeOf = ({ accountId, domain: name }: Pick<MailWorld, 'accountId' | 'domain'>) => ({
  accountId,
  name,
})
const fieldOf = async (act: Promise<unknown>) => (await refusedWith('input.invalid', act)).facts.field

describe('mail for nobody', () => {
  const set = (mail: MailWorld, to: string) => setCatchAll(core.deps, mail.admin, placeOf(mail), to)

  test('goes to an address of the domain that there is, or anywhere else, or is refused', async () => {
    const mail = await mailWorld(core)
    await mail.mailbox('ann')
    await addAlias(core.deps, mail.admin, mail.named('info'), [mail.at('ann')])
    for (const wrong of [mail.at('nobody'), 'nonsense', 'a b@else.example'])
      assert.equal(await fieldOf(set(mail, wrong)), 'address', wrong)
    for (const good of [mail.at('ann'), mail.at('info'), 'x@else.example'])
      assert.equal(await set(mail, good.toUpperCase()), good)
    assert.equal(await showCatchAll(core.deps, mail.admin, placeOf(mail)), 'x@else.example')
    const other = `also-${mail.domain}`
    await addAlternate(core.deps, mail.admin, placeOf(mail), other)
    assert.equal(await fieldOf(set(mail, `nobody@${other}`)), 'address', 'under another name')
    assert.equal(await set(mail, `ann@${other}`), `ann@${other}`)
    await set(mail, 'x@else.example')
    assert.deepEqual(await mail.logged(() => set(mail, ' X@else.example ')), [], 'it was so already')
    assert.equal(await set(mail, ' '), null)
    assert.equal(await core.deps.store.delivery.catchAll(mail.domain), null)
  })

  test('follows the mailbox that it goes to when that is called something else', async () => {
    const mail = await mailWorld(core)
    await mail.mailbox('ann')
    await set(mail, mail.at('ann'))
    await editMailbox(core.deps, mail.admin, mail.named('ann'), { name: 'anna', settings: {} })
    assert.equal(await showCatchAll(core.deps, mail.admin, placeOf(mail)), mail.at('anna'))
  })
})

describe('settings of a domain', () => {
  test('of its webmail keep what is not named and refuse what they cannot hold', async () => {
    const mail = await mailWorld(core)
    const change = (some: Parameters<typeof changeWebmailSettings>[3]) =>
      changeWebmailSettings(core.deps, mail.admin, placeOf(mail), some)
    await change({ chat: true, language: 'pt_BR' })
    await change({ timeZone: 'Europe/Berlin' })
    for (const [field, value] of Object.entries({ language: 'english', dateFormat: 3, timeZone: '' }))
      assert.equal(await fieldOf(change({ [field]: value })), field)
    const { chat, language, timeZone, dateFormat } = await showWebmailSettings(
      core.deps,
      mail.admin,
      placeOf(mail),
    )
    assert.deepEqual([chat, language, timeZone, dateFormat], [true, 'pt_BR', 'Europe/Berlin', 1])
  })

  test('of its storage notice are those that mail knows what to do with', async () => {
    const mail = await mailWorld(core)
    const change = (some: Parameters<typeof changeStorageNotice>[3]) =>
      changeStorageNotice(core.deps, mail.admin, placeOf(mail), some)
    for (const [field, value] of Object.entries({ percentage: 85, message: 'x'.repeat(4_097), cc: 'nobody' }))
      assert.equal(await fieldOf(change({ [field]: value })), field)
    assert.equal(await fieldOf(change({ message: 'a\0b' })), 'message')
    await change({ percentage: 99, cc: ' Boss@Else.example ' })
    const notice = await change({ message: 'Full' })
    assert.deepEqual(notice, { enabled: false, percentage: 99, message: 'Full', cc: 'boss@else.example' })
    assert.deepEqual(await showStorageNotice(core.deps, mail.admin, placeOf(mail)), notice)
    assert.equal((await change({ cc: '' })).cc, '')
  })
})

describe('a change of a domain', () => {
  const acts = (
    mail: MailWorld,
    deps = core.deps,
  ): Readonly<Record<string, (actor: Actor) => Promise<unknown>>> => ({
    edit: (actor) => editDomain(deps, actor, placeOf(mail), { maxMailboxes: 9 }),
    alternate: (actor) => addAlternate(deps, actor, placeOf(mail), `new-${mail.domain}`),
    'no alternate': (actor) => removeAlternate(deps, actor, placeOf(mail), `too-${mail.domain}`),
    'catch-all': (actor) => setCatchAll(deps, actor, placeOf(mail), 'x@else.example'),
    webmail: (actor) => changeWebmailSettings(deps, actor, placeOf(mail), { chat: true }),
    notice: (actor) => changeStorageNotice(deps, actor, placeOf(mail), { enabled: true }),
    delete: (actor) => deleteDomain(deps, actor, placeOf(mail)),
  })
  const everything = async (mail: MailWorld) => [
    await showDomain(core.deps, mail.admin, placeOf(mail)),
    await listAlternates(core.deps, mail.admin, placeOf(mail)),
    await showWebmailSettings(core.deps, mail.admin, placeOf(mail)),
    await showStorageNotice(core.deps, mail.admin, placeOf(mail)),
  ]
  async function world() {
    const mail = await mailWorld(core)
    await addAlternate(core.deps, mail.admin, placeOf(mail), `too-${mail.domain}`)
    return mail
  }

  test('that the log cannot take is not made', async () => {
    const mail = await world()
    const before = await everything(mail)
    for (const [name, act] of Object.entries(acts(mail, withFailingAudit(core.deps))))
      assert.equal(await answerOf(act(mail.admin)), 'storage.full', name)
    assert.deepEqual(await everything(mail), before)
  })

  test('is not for those with other areas, other domains, or another account, and changes nothing for them', async () => {
    const mail = await world()
    const before = await everything(mail)
    const [spam, elsewhere] = [
      await mail.limited(['spam', 'lists', 'aliases']),
      await mail.limited(['domains', 'mailboxes'], ['other.example']),
    ]
    for (const [name, act] of Object.entries(acts(mail))) {
      for (const actor of [spam, elsewhere, await mail.outsider()])
        assert.equal(await answerOf(act(actor)), 'actor.forbidden', name)
      assert.equal(await answerOf(act(mail.stranger)), 'account.not_found', name)
    }
    assert.deepEqual(await everything(mail), before)
  })
})
