import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAlias } from '../aliases/change-alias.ts'
import { createGroupList } from '../lists/change-list.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { addDomain } from './add-domain.ts'
import { addAlternate, listAlternates, removeAlternate } from './alternate-names.ts'
import { deleteDomain } from './delete-domain.ts'
import { editDomain } from './edit-domain.ts'
import { showDomain } from './list-domains.ts'

let core: Core
let made = 0
before(async () => {
  core = await openCore()
})
after(() => core.close())

const placeOf = ({ accountId, domain: name }: Pick<MailWorld, 'accountId' | 'domain'>) => ({
  accountId,
  name,
})
const fresh = () => `fresh${++made}.example`
const fieldOf = async (act: Promise<unknown>) => (await refusedWith('input.invalid', act)).facts.field

describe('a domain that is added', () => {
  test('is one however its name is written, and no other account can have it', async () => {
    const mail = await mailWorld(core)
    const name = `bücher${++made}.example`
    const add = (accountId: string, given: string) =>
      addDomain(core.deps, OPERATOR, { accountId, name: given })
    const added = await add(mail.accountId, name.toUpperCase())
    assert.match(added.name, /^xn--bcher\d+-\w+\.example$/)
    for (const again of [name, added.name, added.name.toUpperCase()])
      for (const accountId of [mail.accountId, mail.stranger.accountId])
        assert.equal(await answerOf(add(accountId, again)), 'mail_domain.exists', again)
    const shown = await showDomain(core.deps, mail.admin, { accountId: mail.accountId, name })
    assert.equal(shown.id, added.id)
  })

  test('has a name that DNS can have, and limits that are whole numbers in their bounds', async () => {
    const { accountId } = await mailWorld(core)
    for (const name of [
      '',
      'example',
      '-a.example',
      'a..example',
      'a b.example',
      '192.0.2.1',
      'a\n.example',
      '%61.example',
    ])
      assert.equal(await fieldOf(addDomain(core.deps, OPERATOR, { accountId, name })), 'name', name)
    for (const [field, values] of Object.entries({
      maxMailboxes: [-1, 1.5, 1_000_001, Number.NaN],
      baseMailboxMb: [0, 0.5, 100_000_001],
      extraStorageMb: [-1, 100_000_001, Number.POSITIVE_INFINITY],
    }))
      for (const value of values) {
        const given = { accountId, name: fresh(), [field]: value }
        assert.equal(await fieldOf(addDomain(core.deps, OPERATOR, given)), field, `${field} ${value}`)
        assert.equal(await core.deps.store.mailDomains.find(given.name), null)
      }
  })

  test('is one where the same request comes again under its key, and is refused where another does', async () => {
    const mail = await mailWorld(core)
    const name = fresh()
    const add = (more: { maxMailboxes?: number } = {}) =>
      addDomain(core.deps, mail.admin, { accountId: mail.accountId, name, ...more }, `key ${name}`)
    const first = await add()
    assert.deepEqual(await add(), first)
    assert.equal(await answerOf(add({ maxMailboxes: 3 })), 'idempotency.conflict')
    await deleteDomain(core.deps, mail.admin, { accountId: mail.accountId, name })
    assert.equal(await answerOf(add()), 'idempotency.conflict')
  })

  test('is there for one of two who add it at once', async () => {
    const mail = await mailWorld(core)
    const name = fresh()
    const add = (accountId: string) => answerOf(addDomain(core.deps, OPERATOR, { accountId, name }))
    const heard = await Promise.all([add(mail.accountId), add(mail.stranger.accountId)])
    assert.deepEqual(heard.toSorted(), ['mail_domain.exists', 'valid'])
  })
})

describe('a domain that is changed', () => {
  test('keeps what is not named, and holds no fewer mailboxes than there are', async () => {
    const mail = await mailWorld(core)
    for (const name of ['ann', 'ben']) await mail.mailbox(name)
    const edit = (change: Parameters<typeof editDomain>[3]) =>
      editDomain(core.deps, mail.admin, placeOf(mail), change)
    assert.equal(await fieldOf(edit({ maxMailboxes: 1 })), 'maxMailboxes')
    assert.equal((await edit({ maxMailboxes: 2 })).mailboxes, 2)
    await deleteMailbox(core.deps, mail.admin, mail.named('ben'))
    const after = await edit({ maxMailboxes: 1, extraStorageMb: 7 })
    assert.deepEqual([after.maxMailboxes, after.extraStorageMb, after.baseMailboxMb], [1, 7, 25_600])
    assert.equal((await edit({ maxMailboxes: null })).maxMailboxes, null)
    assert.deepEqual(await mail.logged(() => edit({})), [], 'nothing was changed')
  })
})

describe('a domain that is deleted', () => {
  test('goes with its aliases, lists and alternate names, whose addresses are free then', async () => {
    const mail = await mailWorld(core)
    const alternate = fresh()
    await addAlternate(core.deps, mail.admin, placeOf(mail), alternate)
    await addAlias(core.deps, mail.admin, mail.named('info'), ['x@else.example'])
    await createGroupList(core.deps, mail.admin, { ...mail.named('all'), members: [] })
    await deleteDomain(core.deps, mail.admin, placeOf(mail))
    assert.equal(await answerOf(showDomain(core.deps, mail.admin, placeOf(mail))), 'mail_domain.not_found')
    const { accountId } = mail.stranger
    for (const name of [mail.domain, alternate]) await addDomain(core.deps, OPERATOR, { accountId, name })
    assert.equal(await core.deps.store.delivery.target(mail.at('info')), null)
    const where = { accountId, domain: mail.domain, name: 'info' }
    assert.equal(await answerOf(addAlias(core.deps, mail.stranger, where, ['x@else.example'])), 'valid')
  })

  test('stays while it has a mailbox, and says of how many', async () => {
    const mail = await mailWorld(core)
    await mail.mailbox('ann')
    const { facts } = await refusedWith(
      'mail_domain.in_use',
      deleteDomain(core.deps, mail.admin, placeOf(mail)),
    )
    assert.match(facts.reason ?? '', /has a mailbox/)
    await deleteMailbox(core.deps, mail.admin, mail.named('ann'))
    assert.equal(await answerOf(deleteDomain(core.deps, mail.admin, placeOf(mail))), 'valid')
  })
})

describe('another name of a domain', () => {
  test('is a name that no domain has, of this account or another, as its own or as another name', async () => {
    const [mail, other] = [await mailWorld(core), await mailWorld(core)]
    const alternate = fresh()
    const add = (world: MailWorld, name: string) => addAlternate(core.deps, world.admin, placeOf(world), name)
    assert.equal(await add(mail, alternate.toUpperCase()), alternate)
    for (const taken of [alternate, mail.domain, other.domain]) {
      assert.equal(await answerOf(add(mail, taken)), 'mail_domain.exists', taken)
      assert.equal(await answerOf(add(other, taken)), 'mail_domain.exists', taken)
    }
    const asOwn = { accountId: other.accountId, name: alternate }
    assert.equal(await answerOf(addDomain(core.deps, OPERATOR, asOwn)), 'mail_domain.exists')
  })

  test('is free once it is removed; the own name never is, nor one of another domain', async () => {
    const [mail, other] = [await mailWorld(core), await mailWorld(core)]
    const [alternate, theirs] = [`brücke${++made}.example`, fresh()]
    const ascii = await addAlternate(core.deps, mail.admin, placeOf(mail), alternate)
    await addAlternate(core.deps, other.admin, placeOf(other), theirs)
    const remove = (name: string) => answerOf(removeAlternate(core.deps, mail.admin, placeOf(mail), name))
    for (const name of [mail.domain, other.domain, theirs, 'nonsense', ''])
      assert.equal(await remove(name), 'mail_domain.not_found', name)
    assert.deepEqual(await listAlternates(core.deps, mail.admin, placeOf(mail)), [ascii])
    assert.equal(await remove(alternate.toUpperCase()), 'valid')
    assert.equal(await remove(ascii), 'mail_domain.not_found')
    assert.equal(await addAlternate(core.deps, other.admin, placeOf(other), ascii), ascii)
  })

  test('is one of a hundred at most', async () => {
    const mail = await mailWorld(core)
    for (let count = 0; count < 100; count++)
      await core.deps.store.mailDomains.addName(mail.domainId, fresh())
    assert.equal(await fieldOf(addAlternate(core.deps, mail.admin, placeOf(mail), fresh())), 'name')
  })
})
