import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import { createGroupList } from '../lists/change-list.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { checkedMembers } from './alias.ts'
import { addAlias, addMember, deleteAlias, removeMember, replaceMembers } from './change-alias.ts'
import { exportAliases } from './export-aliases.ts'
import { findAlias } from './find-alias.ts'
import { listAliasesWithMembers } from './list-aliases.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const OWN = 'info@own.example'
const outside = (count: number) => Array.from({ length: count }, (_, index) => `o${index}@else.example`)
const inside = (count: number) => Array.from({ length: count }, (_, index) => `m${index}@own.example`)
const refusalOf = (given: readonly string[]) => {
  try {
    checkedMembers(given, OWN)
  } catch (error) {
    return Reflect.get(Object(Reflect.get(Object(error), 'facts')), 'reason')
  }
  return null
}

describe('addresses as members of an alias', () => {
  test('are four outside the domain at most and fifty in all, counted once each', () => {
    assert.equal(refusalOf([...outside(4), ...inside(46)]), null)
    assert.equal(refusalOf(outside(5)), 'Max number of non-local email recipients reached.')
    assert.equal(refusalOf(inside(51)), 'An alias has 50 members at most.')
    assert.equal(refusalOf([...outside(4), ...outside(4).map((one) => one.toUpperCase())]), null)
    // A domain below the own one is another domain.
    const below = outside(5).map((one) => one.replace('else.example', 'sub.own.example'))
    assert.equal(refusalOf(below), 'Max number of non-local email recipients reached.')
  })

  test('are at least one, all of them addresses, and not the alias itself', () => {
    for (const given of [[], [''], ['a@own.example', 'nonsense'], ['a@b@own.example'], ['a@own']])
      assert.equal(refusalOf(given), 'An alias must point to a valid email address.', given.join())
    for (const own of [OWN, ' INFO@Own.Example '])
      assert.equal(refusalOf([own, 'a@own.example']), 'An alias cannot point to itself.')
  })

  test('come out lower, sorted and once, and as such come out again', () => {
    const name = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'B', 'c', '1', '-') })
    const given = fc.array(
      fc.tuple(name, fc.constantFrom('own.example', 'OWN.example')).map(([one, at]) => `${one}@${at}`),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(given, (some) => {
        const members = checkedMembers(some, OWN)
        assert.deepEqual(members, [...new Set(some.map((one) => one.toLowerCase()))].toSorted())
        assert.deepEqual(checkedMembers(members, OWN), members)
      }),
    )
  })
})

/** A domain with the mailboxes `ann` and `ben`, and the alias `info` to `ann`. */
async function world() {
  const mail = await mailWorld(core)
  for (const name of ['ann', 'ben']) await mail.mailbox(name)
  await addAlias(core.deps, mail.admin, mail.named('info'), [mail.at('ann')])
  return mail
}
const found = async (mail: MailWorld, name = 'info') =>
  (await findAlias(core.deps.store, mail.admin, mail.named(name))).alias
const reasonOf = async (act: Promise<unknown>) => (await refusedWith('input.invalid', act)).facts.reason

describe('an alias', () => {
  test('takes an address that is free, and none that a mailbox, a list or another alias has', async () => {
    const mail = await world()
    await createGroupList(core.deps, mail.admin, { ...mail.named('all'), members: [] })
    for (const name of ['ann', 'all', 'info', 'INFO'])
      assert.equal(
        await answerOf(addAlias(core.deps, mail.admin, mail.named(name), ['nonsense'])),
        'address.exists',
        name,
      )
  })

  test('has names that mail can come to: letters, digits and . _ - alone, no dots side by side or at an end', async () => {
    const mail = await world()
    const add = (name: string) =>
      answerOf(addAlias(core.deps, mail.admin, mail.named(name), [mail.at('ann')]))
    for (const bad of [
      '',
      '.a',
      'a.',
      'a..b',
      'a b',
      'a@b',
      'ä',
      '\u212aate',
      '-a',
      `${'a'.repeat(65)}`,
      'a+b',
    ])
      assert.equal(await add(bad), 'input.invalid', bad)
    for (const good of ['a.b', 'A_b-', '1', 'a'.repeat(64)]) assert.equal(await add(good), 'valid', good)
    assert.equal((await found(mail, 'A.B')).name, 'a.b')
  })

  test('gets a member once, loses one that it has, and says which where neither is so', async () => {
    const mail = await world()
    const where = mail.named('INFO')
    await addMember(core.deps, mail.admin, where, mail.at('BEN').toUpperCase())
    assert.equal(
      await reasonOf(addMember(core.deps, mail.admin, where, mail.at('ben'))),
      `Email address ${mail.at('ben')} is in alias info already.`,
    )
    await removeMember(core.deps, mail.admin, where, mail.at('Ann'))
    assert.deepEqual((await found(mail)).members, [mail.at('ben')])
    for (const nobody of [mail.at('ann'), 'nonsense'])
      assert.equal(
        await reasonOf(removeMember(core.deps, mail.admin, where, nobody)),
        `Email address ${nobody} does not exist in alias info.`,
      )
    assert.equal(await answerOf(addMember(core.deps, mail.admin, where, 'nonsense')), 'input.invalid')
  })

  test('is gone with its last member, which the log says, and its address is free', async () => {
    const mail = await world()
    const logged = await mail.logged(() =>
      removeMember(core.deps, mail.admin, mail.named('info'), mail.at('ann')),
    )
    assert.deepEqual(logged, [['alias.delete', `alias:${mail.at('info')}`]])
    assert.equal(await answerOf(found(mail)), 'mail_alias.not_found')
    await mail.mailbox('info')
  })

  test('is not emptied by members in the place of all: that is refused, and they stay', async () => {
    const mail = await world()
    await addMember(core.deps, mail.admin, mail.named('info'), mail.at('ben'))
    assert.equal(
      await answerOf(replaceMembers(core.deps, mail.admin, mail.named('info'), [])),
      'input.invalid',
    )
    assert.equal((await found(mail)).members.length, 2)
  })

  test('keeps a member whose mailbox was deleted, until it is taken off', async () => {
    const mail = await world()
    const where = mail.named('info')
    await deleteMailbox(core.deps, mail.admin, mail.named('ann'))
    await addMember(core.deps, mail.admin, where, mail.at('ben'))
    await replaceMembers(core.deps, mail.admin, where, [mail.at('ann'), 'x@else.example'])
    await replaceMembers(core.deps, mail.admin, where, ['x@else.example'])
    assert.match(
      (await reasonOf(replaceMembers(core.deps, mail.admin, where, [mail.at('ann')]))) ?? '',
      new RegExp(`do not exist: ${mail.at('ann')}$`),
    )
  })

  test('that the log cannot write of stays as it was, and none is made', async () => {
    const mail = await world()
    const failing = withFailingAudit(core.deps)
    const before = await found(mail)
    const acts = [
      addAlias(failing, mail.admin, mail.named('new'), [mail.at('ann')]),
      replaceMembers(failing, mail.admin, mail.named('info'), [mail.at('ben')]),
      addMember(failing, mail.admin, mail.named('info'), mail.at('ben')),
      removeMember(failing, mail.admin, mail.named('info'), mail.at('ann')),
      deleteAlias(failing, mail.admin, mail.named('info')),
    ]
    for (const act of acts) assert.equal(await answerOf(act), 'storage.full')
    assert.deepEqual(await found(mail), before)
    assert.equal(await answerOf(found(mail, 'new')), 'mail_alias.not_found')
  })

  test('is for those with the area of aliases: others of the account are refused, other accounts see nothing', async () => {
    const mail = await world()
    const heard = async (actor: Actor) => {
      const acts = [
        addAlias(core.deps, actor, mail.named('new'), [mail.at('ann')]),
        replaceMembers(core.deps, actor, mail.named('info'), [mail.at('ben')]),
        addMember(core.deps, actor, mail.named('info'), mail.at('ben')),
        removeMember(core.deps, actor, mail.named('info'), mail.at('ann')),
        deleteAlias(core.deps, actor, mail.named('info')),
        findAlias(core.deps.store, actor, mail.named('info')),
      ]
      return new Set(await Promise.all(acts.map((act) => answerOf(act))))
    }
    assert.deepEqual(await heard(await mail.limited(['lists', 'mailboxes'])), new Set(['actor.forbidden']))
    assert.deepEqual(
      await heard(await mail.limited(['aliases'], ['x.example'])),
      new Set(['actor.forbidden']),
    )
    assert.deepEqual(await heard(await mail.outsider()), new Set(['actor.forbidden']))
    assert.deepEqual(await heard(mail.stranger), new Set(['account.not_found']))
    assert.deepEqual((await found(mail)).members, [mail.at('ann')])
  })
})

describe('aliases are read', () => {
  async function exported(mail: MailWorld, actor: Actor, more: { member?: string; contains?: string } = {}) {
    const asked = { accountId: mail.accountId, domain: null, contains: null, member: null, ...more }
    const all: string[] = []
    for await (const page of await exportAliases(core.deps, actor, asked))
      all.push(...page.map(({ address, members }) => `${address.split('@')[0]}>${members.length}`))
    return all
  }

  test('into a file with their members, by address: those that are asked for and may be seen', async () => {
    const mail = await world()
    for (const name of ['b', 'a'])
      await addAlias(core.deps, mail.admin, mail.named(name), [mail.at('ben'), 'x@else.example'])
    assert.deepEqual(await exported(mail, mail.admin), ['a>2', 'b>2', 'info>1'])
    assert.deepEqual(await exported(mail, mail.admin, { member: mail.at('ann') }), ['info>1'])
    assert.deepEqual(await exported(mail, await mail.limited(['aliases'], ['x.example'])), [])
    assert.equal(await answerOf(exported(mail, await mail.limited(['lists']))), 'actor.forbidden')
    assert.equal(await answerOf(exported(mail, mail.stranger)), 'account.not_found')
  })

  test('in pages, each with its own members, and with how many there are in all', async () => {
    const mail = await world()
    await addAlias(core.deps, mail.admin, mail.named('team'), [mail.at('ben'), 'x@else.example'])
    const place = { accountId: mail.accountId, name: mail.domain }
    const pageAt = async (offset: number) =>
      listAliasesWithMembers(core.deps, mail.admin, place, { search: null, offset, limit: 1 })
    const [first, second, third] = [await pageAt(0), await pageAt(1), await pageAt(2)]
    assert.deepEqual(
      [first, second].map(({ rows, total }) => [rows[0]?.name, rows[0]?.members, total]),
      [
        ['info', [mail.at('ann')], 2],
        ['team', [mail.at('ben'), 'x@else.example'].toSorted(), 2],
      ],
    )
    assert.deepEqual(third, { rows: [], total: 2 })
  })
})
