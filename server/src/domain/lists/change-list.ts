import type { Actor } from '../actor.ts'
import { storedWayBack } from '../aliases/round.ts'
import { difference } from '../audit/difference.ts'
import type { AuditEvent } from '../audit/entry.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { domainOf } from '../mailboxes/address.ts'
import type { AddressName } from '../mailboxes/find-mailbox.ts'
import { checkLocalPart } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'
import { findList } from './find-list.ts'
import {
  addresses,
  checkListSettings,
  type GroupList,
  type GroupListSettings,
  listMembers,
  listPosters,
  NEW_LIST,
  refuseMissingMembers,
  refuseWayBack,
} from './group-list.ts'

export interface NewGroupList extends AddressName, Partial<GroupListSettings> {
  readonly members: readonly string[]
  readonly posters?: readonly string[]
}

export interface GroupListEdit extends Partial<GroupListSettings> {
  readonly addMembers?: readonly string[]
  readonly removeMembers?: readonly string[]
  readonly posters?: readonly string[]
}

/** @throws DomainError `address.exists`, `input.invalid`; as `domainWithin` */
export async function createGroupList(deps: Deps, actor: Actor, given: NewGroupList): Promise<GroupList> {
  const { accountId, domain: domainName, name: givenName, members, posters = [], ...settings } = given
  checkListSettings(settings)
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, domainName, 'lists')
    await tx.mailDomains.hold(domain.id)
    const name = checkLocalPart(givenName)
    const address = `${name}@${domain.name}`
    // A name that is taken is told before its members are looked at.
    if ((await tx.aliases.existing([address])).has(address)) throw new DomainError('address.exists')
    const list: GroupList = {
      ...{ ...NEW_LIST, ...settings },
      ...{ id: randomHexId(deps.random), accountId, domainId: domain.id, name, address },
      members: listMembers(members, address),
      posters: listPosters(posters),
      createdAtMs: deps.clock.now(),
    }
    await requireThere(tx, list, list.members)
    await tx.lists.insert(list)
    await recordAct(deps, tx, actor, actOn(list, 'list.create', { members: list.members.length }))
    return list
  })
}

/**
 * Changes a list; what is not named stays as it is. One who is added and is a member already stays one, and so for those
 * who are taken off.
 * @throws DomainError `input.invalid`; as `findList`
 */
export async function editGroupList(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  { addMembers = [], removeMembers = [], posters, ...settings }: GroupListEdit,
): Promise<GroupList> {
  checkListSettings(settings)
  return deps.store.transaction(async (tx) => {
    const list = await heldList(tx, actor, where)
    const gone = new Set(addresses('removeMembers', removeMembers))
    const kept = list.members.filter((address) => !gone.has(address))
    const members = listMembers([...kept, ...addMembers], list.address)
    const before = new Set(list.members)
    const added = members.filter((address) => !before.has(address))
    const after = new Set(members)
    const removed = list.members.filter((address) => !after.has(address))
    await requireThere(tx, list, added)
    const change = { ...settings, ...(posters && { posters: listPosters(posters) }) }
    await tx.lists.update(list.id, { ...change, addMembers: added, removeMembers: removed })
    const shown = difference(list, change, ['replyTo', 'posting'])
    const facts = { ...shown, added: added.length, removed: removed.length }
    await recordAct(deps, tx, actor, actOn(list, 'list.update', facts))
    return { ...list, ...change, members }
  })
}

/** @throws DomainError as `findList` */
export async function deleteGroupList(deps: Deps, actor: Actor, where: AddressName): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const list = await heldList(tx, actor, where)
    await tx.lists.delete(list)
    await recordAct(deps, tx, actor, actOn(list, 'list.delete', {}))
  })
}

/** Those who change what is in a domain take turns: what one has read another must not change meanwhile. */
async function heldList(tx: Stores, actor: Actor, where: AddressName): Promise<GroupList> {
  const { domain } = await findList(tx, actor, where)
  await tx.mailDomains.hold(domain.id)
  return (await findList(tx, actor, where)).list
}

/** New members within the domain must be there; one whose mailbox was deleted since may stay. */
async function requireThere(tx: Stores, list: GroupList, added: readonly string[]) {
  const local = added.filter((address) => domainOf(address) === domainOf(list.address))
  const existing = await tx.aliases.existing(local)
  refuseMissingMembers(local.filter((address) => !existing.has(address)))
  refuseWayBack(list.address, await storedWayBack(tx, list, added))
}

function actOn({ id, accountId, address }: GroupList, action: string, more: AuditEvent['details']) {
  return { action, chain: accountId, target: `list:${address}`, details: { listId: id, ...more } }
}
