import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { addAlias, addMember, removeMember } from '../aliases/change-alias.ts'
import { findAlias } from '../aliases/find-alias.ts'
import { makeDkimKey, verifyDkimKey } from '../dkim/change-key.ts'
import { recordOf } from '../dkim/dkim-key.ts'
import { createGroupList, editGroupList } from '../lists/change-list.ts'
import { findList } from '../lists/find-list.ts'
import { issueMailboxToken } from '../login-tokens/issue-mailbox-token.ts'
import { useMailboxToken } from '../login-tokens/use-mailbox-token.ts'
import { changeSenders, listSenders } from '../spam/change-senders.ts'
import { changeSpamSettings } from '../spam/change-spam-settings.ts'
import { MAX_ENTRIES } from '../spam/sender-list.ts'
import { showSpamSettings } from '../spam/show-spam-settings.ts'

/** Where several servers change what is in one domain: what one of them read another must not change meanwhile. */
describe('those who change a domain at once on PostgreSQL', { skip: postgresMissing() }, () => {
  let core: Core
  let mail: MailWorld
  before(async () => {
    core = await openCore(await freshDatabase())
    mail = await mailWorld(core)
    for (const name of ['ann', 'ben']) await mail.mailbox(name)
  })
  after(() => core?.close())

  const many = <T>(act: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: 8 }, (_, index) => act(index)))
  const answers = async (act: (index: number) => Promise<unknown>) =>
    (await many((index) => answerOf(act(index)))).toSorted()
  const place = () => ({ accountId: mail.accountId, domain: mail.domain, mailbox: null })

  test('lose no member of a list', async () => {
    await createGroupList(core.deps, mail.admin, { ...mail.named('all'), members: [] })
    await many((index) =>
      editGroupList(core.deps, mail.admin, mail.named('all'), { addMembers: [`m${index}@else.example`] }),
    )
    const { list } = await findList(core.deps.store, mail.admin, mail.named('all'))
    assert.equal(list.members.length, 8)
  })

  test('fill a list to its 250 members outside the domain and no further', async () => {
    const members = Array.from({ length: 247 }, (_, index) => `o${index}@else.example`)
    await createGroupList(core.deps, mail.admin, { ...mail.named('most'), members })
    const heard = await answers((index) =>
      editGroupList(core.deps, mail.admin, mail.named('most'), { addMembers: [`m${index}@else.example`] }),
    )
    assert.deepEqual(heard, [...Array(5).fill('input.invalid'), ...Array(3).fill('valid')])
  })

  test('lose no member of an alias, and leave it no more than it may have', async () => {
    await addAlias(core.deps, mail.admin, mail.named('info'), [mail.at('ann')])
    const outside = await answers((index) =>
      addMember(core.deps, mail.admin, mail.named('info'), `m${index}@else.example`),
    )
    assert.deepEqual(outside, [...Array(4).fill('input.invalid'), ...Array(4).fill('valid')])
    const { alias } = await findAlias(core.deps.store, mail.admin, mail.named('info'))
    assert.equal(alias.members.length, 5)
  })

  test('do not make two aliases lead to each other, one from either side', async () => {
    for (const name of ['left', 'right'])
      await addAlias(core.deps, mail.admin, mail.named(name), [mail.at('ann')])
    const [left, right] = await Promise.all([
      answerOf(addMember(core.deps, mail.admin, mail.named('left'), mail.at('right'))),
      answerOf(addMember(core.deps, mail.admin, mail.named('right'), mail.at('left'))),
    ])
    assert.deepEqual([left, right].toSorted(), ['input.invalid', 'valid'])
  })

  test('take the last member off an alias once, and it is gone with it', async () => {
    await addAlias(core.deps, mail.admin, mail.named('last'), [mail.at('ann')])
    const heard = await answers(() => removeMember(core.deps, mail.admin, mail.named('last'), mail.at('ann')))
    assert.deepEqual(heard, [...Array(7).fill('mail_alias.not_found'), 'valid'])
  })

  test('lose no setting of spam', async () => {
    const more = { quarantine: {}, overridesMailboxes: false }
    const set = (settings: Parameters<typeof changeSpamSettings>[3]['settings']) =>
      changeSpamSettings(core.deps, mail.admin, place(), { settings, ...more })
    await Promise.all([set({ level: 'exclusive' }), set({ folderDays: 3 }), set({ cleansFolder: true })])
    const { settings } = await showSpamSettings(core.deps, mail.admin, place())
    assert.deepEqual([settings.level, settings.folderDays, settings.cleansFolder], ['exclusive', 3, true])
  })

  test('fill a list of senders to its end and no further', async () => {
    const add = (entries: readonly string[]) =>
      changeSenders(core.deps, mail.admin, place(), 'blocklist', { add: entries, remove: [] })
    await add(Array.from({ length: MAX_ENTRIES - 3 }, (_, index) => `@d${index}.example`))
    const heard = await answers((index) => add([`@more${index}.example`]))
    assert.deepEqual(heard, [...Array(5).fill('input.invalid'), ...Array(3).fill('valid')])
    assert.equal((await listSenders(core.deps, mail.admin, place(), 'blocklist')).length, MAX_ENTRIES)
  })

  test('leave one key that waits, and activate it once', async () => {
    const domain = { accountId: mail.accountId, name: mail.domain }
    await many(() => makeDkimKey(core.deps, mail.admin, domain))
    const [waiting, ...others] = await core.deps.store.dkimKeys.ofDomain(mail.domainId)
    assert.ok(waiting)
    assert.deepEqual(others, [])
    const deps = { ...core.deps, dns: { ...core.deps.dns, txt: async () => [recordOf(waiting)] } }
    const logged = await mail.logged(() => many(() => verifyDkimKey(deps, mail.admin, domain)))
    assert.deepEqual(logged, [['dkim.activate', `domain:${mail.domain}`]])
  })

  test('come in by one login token once', async () => {
    const { token } = await issueMailboxToken(core.deps, mail.admin, mail.named('ann'))
    const visit = {
      ...{ origin: { dialect: 'panel', address: '192.0.2.1', userAgent: 'x/1' }, requestId: 'r' },
      broughtSecret: null,
    }
    const heard = await answers(() => useMailboxToken(core.deps, token, visit))
    assert.deepEqual(heard, [...Array(7).fill('link.not_found'), 'valid'])
  })
})
