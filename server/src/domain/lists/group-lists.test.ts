import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import { addAlias } from '../aliases/change-alias.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { createGroupList, deleteGroupList, editGroupList, type GroupListEdit } from './change-list.ts'
import { exportLists } from './export-lists.ts'
import { findList } from './find-list.ts'
import type { GroupList } from './group-list.ts'
import { listGroupLists } from './list-lists.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const outside = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `o${String(index + from).padStart(4, '0')}@else.example`)

/** A domain with the mailboxes `ann` and `ben`. */
async function world() {
  const mail = await mailWorld(core)
  for (const name of ['ann', 'ben']) await mail.mailbox(name)
  return mail
}

const create = (
  mail: MailWorld,
  name: string,
  members: readonly string[] = [],
  more: Partial<Parameters<typeof createGroupList>[2]> = {},
  deps = core.deps,
) => createGroupList(deps, mail.admin, { ...mail.named(name), members, ...more })
const edit = (mail: MailWorld, name: string, change: GroupListEdit, deps = core.deps) =>
  editGroupList(deps, mail.admin, mail.named(name), change)
const found = async (mail: MailWorld, name: string) =>
  (await findList(core.deps.store, mail.admin, mail.named(name))).list
const refusal = async (act: Promise<unknown>) => {
  const { facts } = await refusedWith('input.invalid', act)
  return `${facts.field}: ${facts.reason}`
}

describe('the members of a list', () => {
  test('are kept in lower case, in order and each once, however they were given', async () => {
    const mail = await world()
    const given = ['Z@Else.example', mail.at('ben'), mail.at('ANN'), ' z@else.EXAMPLE ', mail.at('ann')]
    const made = await create(mail, 'all', given)
    const members = [mail.at('ann'), mail.at('ben'), 'z@else.example'].toSorted()
    assert.deepEqual(made.members, members)
    assert.deepEqual(await found(mail, 'all'), made)
  })

  test('must be there where they are of the domain, and up to five who are not are named', async () => {
    const mail = await world()
    const nobody = (count: number) => Array.from({ length: count }, (_, index) => mail.at(`x${index}`))
    assert.equal(
      await refusal(create(mail, 'all', [mail.at('ann'), ...nobody(1)])),
      `members: There is no ${mail.at('x0')}.`,
    )
    assert.match(await refusal(create(mail, 'all', nobody(7))), /x4@\S+ and 2 more\.$/)
    assert.equal(await answerOf(found(mail, 'all')), 'mail_list.not_found')
  })

  test('stay who were deleted since, and do not come back once they are taken off', async () => {
    const mail = await world()
    await create(mail, 'all', [mail.at('ann'), mail.at('ben')])
    await deleteMailbox(core.deps, mail.admin, mail.named('ben'))
    assert.equal((await edit(mail, 'all', { addMembers: ['z@else.example'] })).members.length, 3)
    assert.equal((await edit(mail, 'all', { addMembers: [mail.at('ben')] })).members.length, 3)
    await edit(mail, 'all', { removeMembers: [mail.at('ben')] })
    assert.match(await refusal(edit(mail, 'all', { addMembers: [mail.at('ben')] })), /There is no ben@/)
  })

  test('who are taken off and added in one change stay', async () => {
    const mail = await world()
    await create(mail, 'all', [mail.at('ann')])
    const logged = edit(mail, 'all', { addMembers: [mail.at('ann')], removeMembers: [mail.at('ann')] })
    assert.deepEqual((await logged).members, [mail.at('ann')])
  })

  test('are 250 outside the domain at most, counted after the change; within it there is no such limit', async () => {
    const mail = await world()
    await create(mail, 'all', [...outside(250), mail.at('ann'), mail.at('ben')])
    assert.match(await refusal(edit(mail, 'all', { addMembers: ['z@else.example'] })), /250 members outside/)
    const swap = { addMembers: ['z@else.example'], removeMembers: outside(1) }
    assert.equal((await edit(mail, 'all', swap)).members.length, 252)
    assert.match(await refusal(create(mail, 'more', outside(251))), /250 members outside/)
  })

  test('are addresses, and never the list itself under any spelling', async () => {
    const mail = await world()
    assert.equal(
      await refusal(create(mail, 'all', [mail.at('ALL')])),
      'members: A list cannot be a member of itself.',
    )
    await create(mail, 'all')
    assert.match(await refusal(edit(mail, 'all', { addMembers: [mail.at('All')] })), /member of itself/)
    const long = `${'a'.repeat(80)} b`
    const told = await refusal(create(mail, 'other', [long]))
    assert.equal(told, `members: "${'a'.repeat(64)}" is no e-mail address.`)
    assert.match(await refusal(edit(mail, 'all', { removeMembers: ['x'] })), /^removeMembers: "x" is no/)
  })
})

describe('a list', () => {
  test('takes an address that is free, and none that a mailbox, an alias or another list has', async () => {
    const mail = await world()
    await addAlias(core.deps, mail.admin, mail.named('info'), [mail.at('ann')])
    await create(mail, 'all')
    for (const name of ['ann', 'info', 'all', 'ALL'])
      assert.equal(await answerOf(create(mail, name)), 'address.exists', name)
    // Whoever's name is taken hears of that before anything about the members.
    assert.equal(await answerOf(create(mail, 'info', ['nonsense'])), 'address.exists')
  })

  test('of two made at once under one name is one, and the other is told', async () => {
    const mail = await world()
    const answers = await Promise.all([answerOf(create(mail, 'all')), answerOf(create(mail, 'All'))])
    assert.deepEqual(answers.toSorted(), ['address.exists', 'valid'])
  })

  test('gives its address away when it is deleted, and is found in any letter case before', async () => {
    const mail = await world()
    const { id } = await create(mail, 'all', [mail.at('ann')])
    const upper = { accountId: mail.accountId, domain: mail.domain.toUpperCase(), name: 'ALL' }
    assert.equal((await findList(core.deps.store, mail.admin, upper)).list.id, id)
    await deleteGroupList(core.deps, mail.admin, upper)
    assert.equal(await answerOf(deleteGroupList(core.deps, mail.admin, upper)), 'mail_list.not_found')
    const again = await create(mail, 'all')
    assert.notEqual(again.id, id)
    assert.deepEqual(again.members, [])
  })

  test('has a name of one line and 255 characters, and 250 posters at most', async () => {
    const mail = await world()
    for (const displayName of ['x'.repeat(256), 'two\nlines', 'a\0b', 'del\u007f'])
      assert.match(await refusal(create(mail, 'all', [], { displayName })), /^displayName: /)
    assert.match(await refusal(create(mail, 'all', [], { posters: outside(251) })), /^posters: 250/)
    await create(mail, 'all', [], { displayName: 'ä'.repeat(255), posters: outside(250) })
    assert.match(await refusal(edit(mail, 'all', { displayName: 'x'.repeat(256) })), /^displayName: /)
    assert.match(await refusal(edit(mail, 'all', { posters: ['nobody'] })), /^posters: "nobody"/)
  })

  test('gets new posters in the place of all, and keeps them where none are named', async () => {
    const mail = await world()
    await create(mail, 'all', [], { posting: 'chosen', posters: ['B@x.example', 'a@x.example'] })
    await edit(mail, 'all', { displayName: 'All' })
    assert.deepEqual((await found(mail, 'all')).posters, ['a@x.example', 'b@x.example'])
    await edit(mail, 'all', { posters: [] })
    const { posters, posting, displayName } = await found(mail, 'all')
    assert.deepEqual([posters, posting, displayName], [[], 'chosen', 'All'])
  })

  test('is answered as it is stored, whatever is added, taken off and set', async () => {
    const mail = await world()
    const known = [mail.at('ann'), mail.at('ben'), 'x@else.example', 'Y@Else.example']
    const change = fc.record(
      {
        addMembers: fc.subarray(known),
        removeMembers: fc.subarray(known),
        posters: fc.subarray(known),
        displayName: fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'ß', ' ', '"', '\\', '%', '🙂') }),
        replyTo: fc.constantFrom('sender' as const, 'list'),
        posting: fc.constantFrom('anyone' as const, 'domain', 'members', 'chosen'),
      },
      { requiredKeys: [] },
    )
    await create(mail, 'all')
    let model = new Set<string>()
    await fc.assert(
      fc.asyncProperty(change, async (given) => {
        const answered = await edit(mail, 'all', given)
        const lower = (some: readonly string[] = []) => some.map((one) => one.toLowerCase())
        const kept = [...model].filter((one) => !lower(given.removeMembers).includes(one))
        model = new Set([...kept, ...lower(given.addMembers)])
        assert.deepEqual(answered.members, [...model].toSorted())
        assert.deepEqual(await found(mail, 'all'), answered)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a change of lists', () => {
  test('that the log cannot take is not made', async () => {
    const mail = await world()
    await create(mail, 'all', [mail.at('ann')], { displayName: 'All' })
    const before = await found(mail, 'all')
    const failing = withFailingAudit(core.deps)
    const change = { displayName: 'None', addMembers: [mail.at('ben')], removeMembers: [mail.at('ann')] }
    for (const act of [
      create(mail, 'other', [], {}, failing),
      edit(mail, 'all', change, failing),
      deleteGroupList(failing, mail.admin, mail.named('all')),
    ])
      assert.equal(await answerOf(act), 'storage.full')
    assert.deepEqual(await found(mail, 'all'), before)
    assert.equal(await answerOf(create(mail, 'other')), 'valid')
  })

  test('of two at once loses nobody: both see what the other made of it', async () => {
    const mail = await world()
    await create(mail, 'all')
    await Promise.all([
      edit(mail, 'all', { addMembers: [mail.at('ann')] }),
      edit(mail, 'all', { addMembers: [mail.at('ben')] }),
      edit(mail, 'all', { addMembers: ['z@else.example'] }),
    ])
    assert.equal((await found(mail, 'all')).members.length, 3)
  })

  test('is in the log with how many came and went', async () => {
    const mail = await world()
    await create(mail, 'all', [mail.at('ann')])
    await edit(mail, 'all', { addMembers: [mail.at('ben'), mail.at('ann')], removeMembers: ['z@x.example'] })
    const [made, changed] = (await core.deps.store.audit.page(mail.accountId, 0, 100)).slice(-2)
    const { listId, ...created } = made?.details ?? {}
    assert.deepEqual(created, { members: 1 })
    assert.deepEqual(changed?.details, { listId, fields: '', added: 1, removed: 0 })
  })

  test('and a look at one are for those with the area of lists; other accounts see nothing', async () => {
    const mail = await world()
    await create(mail, 'all')
    const acts = (actor: Actor) => [
      createGroupList(core.deps, actor, { ...mail.named('new'), members: [] }),
      editGroupList(core.deps, actor, mail.named('all'), {}),
      deleteGroupList(core.deps, actor, mail.named('all')),
      findList(core.deps.store, actor, mail.named('all')),
    ]
    const heard = async (actor: Actor) => new Set(await Promise.all(acts(actor).map(answerOf)))
    assert.deepEqual(await heard(await mail.limited(['aliases', 'mailboxes'])), new Set(['actor.forbidden']))
    assert.deepEqual(await heard(await mail.limited(['lists'], ['x.example'])), new Set(['actor.forbidden']))
    assert.deepEqual(await heard(await mail.outsider()), new Set(['actor.forbidden']))
    assert.deepEqual(await heard(mail.stranger), new Set(['account.not_found']))
    assert.equal(
      await answerOf(editGroupList(core.deps, await mail.limited(['lists']), mail.named('all'), {})),
      'valid',
    )
  })
})

describe('an export of lists', () => {
  const asked = (mail: MailWorld, domain: string | null = mail.domain) => ({
    ...{ accountId: mail.accountId, domain, contains: null, member: null },
  })
  async function read(mail: MailWorld, actor: Actor = mail.admin, domain: string | null = mail.domain) {
    return everyOne(await exportLists(core.deps, actor, asked(mail, domain)))
  }
  async function everyOne(pages: AsyncIterable<readonly GroupList[]>) {
    const all: GroupList[] = []
    for await (const page of pages) all.push(...page)
    return all
  }

  test('has every list with its members, by address, as it is when its page is read', async () => {
    const mail = await world()
    for (const name of ['c', 'a', 'b']) await create(mail, name, [mail.at('ann'), 'z@else.example'])
    const rows = await read(mail)
    assert.deepEqual(
      rows.map(({ name, members }) => [name, members.length]),
      [
        ['a', 2],
        ['b', 2],
        ['c', 2],
      ],
    )
    const pages = await exportLists(core.deps, mail.admin, asked(mail))
    await deleteGroupList(core.deps, mail.admin, mail.named('b'))
    assert.deepEqual(
      (await everyOne(pages)).map(({ name }) => name),
      ['a', 'c'],
    )
  })

  test('has of an account what the one who asks may see, and is refused before its first page', async () => {
    const mail = await world()
    await create(mail, 'all')
    const here = await mail.limited(['lists'], [mail.domain])
    const elsewhere = await mail.limited(['lists'], ['other.example'])
    assert.equal((await read(mail, here, null)).length, 1)
    assert.deepEqual(await read(mail, elsewhere, null), [])
    assert.equal(await answerOf(exportLists(core.deps, elsewhere, asked(mail))), 'actor.forbidden')
    assert.equal(await answerOf(exportLists(core.deps, mail.stranger, asked(mail))), 'account.not_found')
    const page = { ...asked(mail, null), after: null, limit: 10 }
    assert.equal((await listGroupLists(core.deps, here, page)).rows[0]?.memberCount, 0)
    assert.deepEqual((await listGroupLists(core.deps, elsewhere, page)).rows, [])
  })
})
