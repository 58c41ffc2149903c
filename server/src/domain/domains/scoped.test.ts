import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import type { Actor } from '../actor.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { changeAdministrator } from '../administrators/change-administrator.ts'
import { MAIL_AREAS, type MailArea, type MailScope } from '../administrators/mail-scope.ts'
import { addAlias } from '../aliases/change-alias.ts'
import { findAlias } from '../aliases/find-alias.ts'
import { listAccountAliases, listAliases } from '../aliases/list-aliases.ts'
import { listGroupLists } from '../lists/list-lists.ts'
import { addMailbox } from '../mailboxes/add-mailbox.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { findMailbox } from '../mailboxes/find-mailbox.ts'
import { listMailboxes } from '../mailboxes/list-mailboxes.ts'
import { pageMailboxes } from '../mailboxes/page-mailboxes.ts'
import { addDomain } from './add-domain.ts'
import { editDomain } from './edit-domain.ts'
import { listDomains, showDomain } from './list-domains.ts'
import { domainWithin, mailAreasFor } from './rights.ts'

let core: Core
let made = 0
before(async () => {
  core = await openCore()
})
after(() => core.close())

const ADDRESSES = { contains: null, member: null, after: null, limit: 10 }
const PAGE = { search: null, offset: 0, limit: 10 }

/** An account with two domains, each with a mailbox `a` and an alias `i`. */
async function twoDomains() {
  const accountId = await core.account()
  const domains = [`one${++made}.example`, `two${made}.example`] as const
  for (const domain of domains) {
    await addDomain(core.deps, OPERATOR, { accountId, name: domain })
    const mailbox = { accountId, domain, name: 'a', password: 'Str0ng-enough', settings: {} }
    await addMailbox(core.deps, OPERATOR, { ...mailbox, recoverDeleted: false })
    await addAlias(core.deps, OPERATOR, { accountId, domain, name: 'i' }, [`a@${domain}`])
  }
  return { accountId, domains }
}

/** A limited administrator, and a pair of a super administrator, that may the same. */
const HOLDERS: Readonly<Record<string, (accountId: string, scope: MailScope) => Promise<Actor>>> = {
  'a limited administrator': async (accountId, { areas, domains }) => {
    const { user } = await core.person(undefined, accountId)
    const limited = await changeAdminType(core.deps, OPERATOR, user.id, 'limited')
    await changeAdministrator(core.deps, OPERATOR, user.id, { areas: areas ?? MAIL_AREAS, domains })
    return panelActor(limited, core.clock.now())
  },
  'a key pair with a scope': async (accountId, mailScope) => {
    const { user } = await core.person(undefined, accountId)
    return { ...keyActor(await changeAdminType(core.deps, OPERATOR, user.id, 'super')), mailScope }
  },
}

const within = (actor: Actor, accountId: string, name: string) => ({
  mailboxes: [
    listMailboxes(core.deps, actor, { accountId, name }, PAGE),
    findMailbox(core.deps, core.deps.store, actor, { accountId, domain: name, name: 'a' }),
  ],
  aliases: [
    listAliases(core.deps, actor, { accountId, name }, PAGE),
    findAlias(core.deps.store, actor, { accountId, domain: name, name: 'i' }),
  ],
  lists: [
    listGroupLists(core.deps, actor, { ...ADDRESSES, accountId, domain: name }),
    domainWithin(core.deps.store, actor, accountId, name, 'lists'),
  ],
  spam: [domainWithin(core.deps.store, actor, accountId, name, 'spam')],
  domains: [domainWithin(core.deps.store, actor, accountId, name, 'domains')],
})

/** What is answered in each area of a domain. */
async function answers(actor: Actor, accountId: string, name: string) {
  const asked = within(actor, accountId, name)
  const found = MAIL_AREAS.map(async (area) => [
    area,
    [...new Set(await Promise.all(asked[area].map(answerOf)))].join(),
  ])
  return Object.fromEntries(await Promise.all(found))
}

const expected = (allowed: readonly MailArea[]) =>
  Object.fromEntries(MAIL_AREAS.map((area) => [area, allowed.includes(area) ? 'valid' : 'actor.forbidden']))

for (const [who, holder] of Object.entries(HOLDERS)) {
  describe(who, () => {
    for (const area of MAIL_AREAS) {
      test(`of ${area} alone reaches nothing else, in every domain`, async () => {
        const { accountId, domains } = await twoDomains()
        const actor = await holder(accountId, { areas: [area], domains: null })
        for (const name of domains) assert.deepEqual(await answers(actor, accountId, name), expected([area]))
      })
    }

    test('is told which areas are theirs, in the order of the menu', async () => {
      const accountId = await core.account()
      for (const [areas, told] of [
        [['spam'], ['spam']],
        [
          ['lists', 'domains'],
          ['domains', 'lists'],
        ],
        [[], []],
        [null, MAIL_AREAS],
      ] as const) {
        const actor = await holder(accountId, { areas, domains: [] })
        assert.deepEqual(await mailAreasFor(core.deps.store, actor), told)
      }
    })

    test('of one domain reaches all of it and nothing of another, and sees no other in the list', async () => {
      const { accountId, domains } = await twoDomains()
      const [mine, theirs] = domains
      const actor = await holder(accountId, { areas: null, domains: [mine] })
      assert.deepEqual(await answers(actor, accountId, mine), expected(MAIL_AREAS))
      assert.deepEqual(await answers(actor, accountId, theirs), expected([]))
      const listed = await listDomains(core.deps, actor, { ...PAGE, accountId })
      assert.deepEqual([listed.total, listed.rows.map(({ name }) => name)], [1, [mine]])
      const asked = await listDomains(core.deps, actor, { ...PAGE, accountId, names: [theirs] })
      assert.equal(asked.total, 0)
      assert.equal(
        await answerOf(showDomain(core.deps, actor, { accountId, name: theirs })),
        'actor.forbidden',
      )
    })

    test('of one domain finds the mailboxes of that among those of the account', async () => {
      const { accountId, domains } = await twoDomains()
      const all = { accountId, sort: 'address', descending: false, limit: 10, counted: true } as const
      const found = async (names: readonly string[]) => {
        const actor = await holder(accountId, { areas: ['mailboxes'], domains: names })
        const { mailboxes, total } = await pageMailboxes(core.deps, actor, all)
        return [total, ...mailboxes.map(({ address }) => address)]
      }
      assert.deepEqual(await found([domains[0]]), [1, `a@${domains[0]}`])
      assert.deepEqual(await found(['gone.example']), [0])
    })

    test('of one domain finds the aliases of that among those of the account', async () => {
      const { accountId, domains } = await twoDomains()
      const actor = await holder(accountId, { areas: ['aliases'], domains: [domains[0]] })
      const found = await listAccountAliases(core.deps, actor, { ...ADDRESSES, accountId, domain: null })
      assert.deepEqual(
        found.rows.map(({ address }) => address),
        [`i@${domains[0]}`],
      )
    })

    test('of one domain neither adds nor changes whole ones', async () => {
      const { accountId, domains } = await twoDomains()
      const actor = await holder(accountId, { areas: null, domains: [domains[0]] })
      const name = `new${++made}.example`
      assert.equal(await answerOf(addDomain(core.deps, actor, { accountId, name })), 'actor.forbidden')
      const edited = editDomain(core.deps, actor, { accountId, name: domains[0] }, { maxMailboxes: 9 })
      assert.equal(await answerOf(edited), 'actor.forbidden')
    })

    test('in another spelling of the domain is no further', async () => {
      const { accountId, domains } = await twoDomains()
      const [mine, theirs] = domains
      const actor = await holder(accountId, { areas: ['mailboxes'], domains: [mine] })
      const at = (domain: string) => ({ accountId, domain, name: 'a' })
      const find = (domain: string) => answerOf(findMailbox(core.deps, core.deps.store, actor, at(domain)))
      assert.equal(await find(mine.toUpperCase()), 'valid')
      assert.equal(await find(theirs.toUpperCase()), 'actor.forbidden')
      assert.equal(await answerOf(deleteMailbox(core.deps, actor, at(theirs))), 'actor.forbidden')
    })

    test('has no part in the mail of another account', async () => {
      const [mine, theirs] = [await twoDomains(), await twoDomains()]
      const actor = await holder(mine.accountId, { areas: null, domains: null })
      const found = await answers(actor, theirs.accountId, theirs.domains[0])
      assert.deepEqual([...new Set(Object.values(found))], ['account.not_found'])
    })
  })
}

test('a pair for whole domains adds them; one without that area does not', async () => {
  const { accountId } = await twoDomains()
  const holder = HOLDERS['a key pair with a scope']
  assert.ok(holder)
  for (const [areas, answer] of [
    [['domains'], 'valid'],
    [['mailboxes'], 'actor.forbidden'],
  ] as const) {
    const actor = await holder(accountId, { areas, domains: null })
    const added = addDomain(core.deps, actor, { accountId, name: `new${++made}.example` })
    assert.equal(await answerOf(added), answer)
  }
})

test('whoever has no part in the e-mail area is told of no area, a standard administrator of every one', async () => {
  const { user } = await core.person()
  const areas = (actor: Actor) => mailAreasFor(core.deps.store, actor)
  assert.deepEqual(await areas(panelActor(user, core.clock.now())), [])
  assert.deepEqual(await areas(keyActor(user)), [])
  const standard = await changeAdminType(core.deps, OPERATOR, user.id, 'standard')
  assert.deepEqual(await areas(panelActor(standard, core.clock.now())), MAIL_AREAS)
  assert.deepEqual(await areas(OPERATOR), MAIL_AREAS)
})
