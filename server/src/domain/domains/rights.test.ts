import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { Actor } from '../actor.ts'
import type { AdminType } from '../administrators/administrator.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { addAlias, addMember, deleteAlias, removeMember, replaceMembers } from '../aliases/change-alias.ts'
import { findAlias } from '../aliases/find-alias.ts'
import { listAliases } from '../aliases/list-aliases.ts'
import type { Deps } from '../deps.ts'
import { addMailbox } from '../mailboxes/add-mailbox.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { type AddressName, findMailbox } from '../mailboxes/find-mailbox.ts'
import { listMailboxes } from '../mailboxes/list-mailboxes.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { addDomain } from './add-domain.ts'
import { deleteDomain } from './delete-domain.ts'
import { editDomain } from './edit-domain.ts'
import { listDomains, showDomain } from './list-domains.ts'
import { foundsDomains } from './rights.ts'

let core: Core
let made = 0
before(async () => {
  core = await openCore()
})
after(() => core.close())

interface Place {
  readonly accountId: string
  readonly domain: string
}

/** A domain with a mailbox `a` and an alias `i`, and one more that is empty. */
async function mailIn(accountId: string): Promise<Place> {
  const domain = `r${++made}.example`
  const { deps } = core
  for (const name of [domain, `empty-${domain}`]) await addDomain(deps, OPERATOR, { accountId, name })
  await addMailbox(deps, OPERATOR, newMailbox({ accountId, domain, name: 'a' }))
  await addAlias(deps, OPERATOR, { accountId, domain, name: 'i' }, [`a@${domain}`, 'x@elsewhere.example'])
  return { accountId, domain }
}

function newMailbox(where: AddressName) {
  return { ...where, password: 'Str0ng-enough', settings: {}, recoverDeleted: false }
}

type Operation = (deps: Deps, actor: Actor, place: Place) => Promise<unknown>

const PAGE = { search: null, offset: 0, limit: 10 }
const domainAt = ({ accountId, domain }: Place) => ({ accountId, name: domain })
const at = (place: Place, name: string) => ({ ...place, name })

/** Everything that is in a domain. */
const USING: Readonly<Record<string, Operation>> = {
  listDomains: (deps, actor, { accountId }) => listDomains(deps, actor, { ...PAGE, accountId }),
  showDomain: (deps, actor, place) => showDomain(deps, actor, domainAt(place)),
  listMailboxes: (deps, actor, place) => listMailboxes(deps, actor, domainAt(place), PAGE),
  findMailbox: (deps, actor, place) => findMailbox(deps, deps.store, actor, at(place, 'a')),
  addMailbox: (deps, actor, place) => addMailbox(deps, actor, newMailbox(at(place, 'b'))),
  editMailbox: (deps, actor, place) =>
    editMailbox(deps, actor, at(place, 'a'), { settings: { displayName: 'A' } }),
  deleteMailbox: (deps, actor, place) => deleteMailbox(deps, actor, at(place, 'a')),
  listAliases: (deps, actor, place) => listAliases(deps, actor, domainAt(place), PAGE),
  findAlias: (deps, actor, place) => findAlias(deps.store, actor, at(place, 'i')),
  addAlias: (deps, actor, place) => addAlias(deps, actor, at(place, 'j'), ['x@elsewhere.example']),
  replaceMembers: (deps, actor, place) =>
    replaceMembers(deps, actor, at(place, 'i'), ['y@elsewhere.example']),
  addMember: (deps, actor, place) => addMember(deps, actor, at(place, 'i'), 'z@elsewhere.example'),
  removeMember: (deps, actor, place) => removeMember(deps, actor, at(place, 'i'), 'x@elsewhere.example'),
  deleteAlias: (deps, actor, place) => deleteAlias(deps, actor, at(place, 'i')),
}
/** What adds, changes and removes whole domains. */
const FOUNDING: Readonly<Record<string, Operation>> = {
  addDomain: (deps, actor, { accountId }) =>
    addDomain(deps, actor, { accountId, name: `new${++made}.example` }),
  editDomain: (deps, actor, place) => editDomain(deps, actor, domainAt(place), { maxMailboxes: 9 }),
  deleteDomain: (deps, actor, { accountId, domain }) =>
    deleteDomain(deps, actor, { accountId, name: `empty-${domain}` }),
}

async function administrator(
  type: AdminType | null,
  accountId: string,
  roles?: readonly string[],
): Promise<Actor> {
  const { user } = await core.person(roles, accountId)
  const changed = await changeAdminType(core.deps, OPERATOR, user.id, type)
  return panelActor(changed, core.clock.now())
}

/** By who asks: what is answered to using and to founding in the account. */
const MATRIX: readonly (readonly [string, (account: string) => Promise<Actor>, string, string])[] = [
  ['the operator at the command line', async () => OPERATOR, 'valid', 'valid'],
  ['a super administrator', (account) => administrator('super', account), 'valid', 'valid'],
  ['a standard one', (account) => administrator('standard', account), 'valid', 'actor.forbidden'],
  ['a limited one', (account) => administrator('limited', account), 'actor.forbidden', 'actor.forbidden'],
  [
    'an owner who is none',
    (account) => administrator(null, account, [USER_ADMIN]),
    'actor.forbidden',
    'actor.forbidden',
  ],
  ['a plain user', (account) => administrator(null, account), 'actor.forbidden', 'actor.forbidden'],
  [
    'an application administrator by key, without a panel password',
    async (account) => {
      const { user } = await core.person(undefined, account)
      return keyActor(await changeAdminType(core.deps, OPERATOR, user.id, 'super'))
    },
    'valid',
    'valid',
  ],
  [
    'a super administrator of another account',
    async () => administrator('super', await core.account()),
    'account.not_found',
    'account.not_found',
  ],
  [
    'an operator of another account',
    async () => administrator(null, core.accountId, [SERVICE_ADMIN]),
    'valid',
    'valid',
  ],
]

describe('who may do what with domains, mailboxes and aliases', () => {
  for (const [who, make, using, founding] of MATRIX) {
    for (const [operations, wanted] of [
      [USING, using],
      [FOUNDING, founding],
    ] as const) {
      for (const [name, operation] of Object.entries(operations)) {
        test(`${name} by ${who}: ${wanted}`, async () => {
          const accountId = await core.account()
          const place = await mailIn(accountId)
          assert.equal(await answerOf(operation(core.deps, await make(accountId), place)), wanted)
        })
      }
    }
  }

  test('where domains are not the customer’s business, its administrators use them, and those who run the installation found them', async () => {
    const accountId = await core.account()
    const [supers, operator] = [
      await administrator('super', accountId),
      await administrator(null, core.accountId, [SERVICE_ADMIN]),
    ]
    const allowed = () => foundsDomains(core.deps.store, supers)
    assert.equal(await allowed(), true)
    await updateAccount(core.deps, OPERATOR, accountId, { ownDomains: false })
    assert.equal(await allowed(), false)
    for (const [name, operation] of Object.entries(FOUNDING)) {
      const place = await mailIn(accountId)
      assert.equal(await answerOf(operation(core.deps, supers, place)), 'actor.forbidden', name)
      assert.equal(await answerOf(operation(core.deps, operator, place)), 'valid', name)
    }
    for (const [name, operation] of Object.entries(USING))
      assert.equal(await answerOf(operation(core.deps, supers, await mailIn(accountId))), 'valid', name)
    await updateAccount(core.deps, OPERATOR, accountId, { ownDomains: true })
    assert.equal(await allowed(), true)
  })

  test('a system, and who is no super administrator, found no domains of their own', async () => {
    const accountId = await core.account()
    for (const actor of [
      OPERATOR,
      await administrator('standard', accountId),
      await administrator(null, accountId),
    ])
      assert.equal(await foundsDomains(core.deps.store, actor), false)
  })

  test('of an account that there is not, even operators hear that', async () => {
    const listed = listDomains(core.deps, OPERATOR, { ...PAGE, accountId: '999999' })
    assert.equal(await answerOf(listed), 'account.not_found')
  })
})
