import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'
import type { AddressName } from '../mailboxes/find-mailbox.ts'
import { checkLocalPart } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'
import { type Alias, checkedMembers, refused, refuseMissing } from './alias.ts'
import { findAlias } from './find-alias.ts'
import { roundWords, storedWayBack } from './round.ts'

/** @throws DomainError `address.exists`, `input.invalid`; as `domainWithin` */
export async function addAlias(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  given: readonly string[],
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, where.accountId, where.domain, 'aliases')
    await tx.mailDomains.hold(domain.id)
    const name = checkLocalPart(where.name)
    const address = `${name}@${domain.name}`
    // A name that is taken is told before its members are looked at.
    if ((await tx.aliases.existing([address])).has(address)) throw new DomainError('address.exists')
    const members = await settledMembers(tx, given, { accountId: domain.accountId, address })
    const { accountId, id: domainId } = domain
    const alias = { id: randomHexId(deps.random), accountId, domainId, name, address, members }
    await tx.aliases.insert(alias)
    await recordAct(deps, tx, actor, actOn(alias, 'alias.create', { members: members.length }))
  })
}

/** Puts these members in the place of all. @throws DomainError `input.invalid`; as `findAlias` */
export function replaceMembers(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  given: readonly string[],
): Promise<void> {
  return changeMembers(deps, actor, where, () => given)
}

/** @throws DomainError `input.invalid` also for one that is a member already; as `findAlias` */
export function addMember(deps: Deps, actor: Actor, where: AddressName, given: string): Promise<void> {
  return changeMembers(deps, actor, where, ({ name, members }) => {
    const address = mailAddress(given) ?? given
    if (members.includes(address)) throw refused(`Email address ${address} is in alias ${name} already.`)
    return [...members, address]
  })
}

/** Without its last member an alias is gone. @throws DomainError `input.invalid` for no member; as `findAlias` */
export function removeMember(deps: Deps, actor: Actor, where: AddressName, given: string): Promise<void> {
  return changeMembers(deps, actor, where, ({ name, members }) => {
    const address = mailAddress(given) ?? given
    if (!members.includes(address)) throw refused(`Email address ${address} does not exist in alias ${name}.`)
    return members.filter((member) => member !== address)
  })
}

/** @throws DomainError as `findAlias` */
export async function deleteAlias(deps: Deps, actor: Actor, where: AddressName): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const { alias } = await heldAlias(tx, actor, where)
    await remove(deps, tx, actor, alias)
  })
}

async function changeMembers(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  change: (alias: Alias) => readonly string[],
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const { alias } = await heldAlias(tx, actor, where)
    const next = change(alias)
    if (next.length === 0 && alias.members.length === 1) return remove(deps, tx, actor, alias)
    const members = await settledMembers(tx, next, alias, alias.members)
    await tx.aliases.replaceMembers(alias.id, members)
    await recordAct(deps, tx, actor, actOn(alias, 'alias.update', { members: members.length }))
  })
}

/** Those who change what is in a domain take turns: what one has read another must not change meanwhile. */
async function heldAlias(tx: Stores, actor: Actor, where: AddressName) {
  const { domain } = await findAlias(tx, actor, where)
  await tx.mailDomains.hold(domain.id)
  return findAlias(tx, actor, where)
}

/** @param present members that are there already, and may stay though their mailbox was deleted */
async function settledMembers(
  tx: Stores,
  given: readonly string[],
  own: Pick<Alias, 'accountId' | 'address'>,
  present: readonly string[] = [],
): Promise<readonly string[]> {
  const members = checkedMembers(given, own.address)
  const added = members.filter((address) => !present.includes(address))
  const local = added.filter((address) => domainOf(address) === domainOf(own.address))
  const existing = await tx.aliases.existing(local)
  refuseMissing(local.filter((address) => !existing.has(address)))
  const back = await storedWayBack(tx, own, added)
  if (back !== null) throw refused(roundWords(own.address, back))
  return members
}

async function remove(deps: Deps, tx: Stores, actor: Actor, alias: Alias): Promise<void> {
  await tx.aliases.delete(alias)
  await recordAct(deps, tx, actor, actOn(alias, 'alias.delete', {}))
}

function actOn({ id, accountId, address }: Alias, action: string, more: { readonly members?: number }) {
  return { action, chain: accountId, target: `alias:${address}`, details: { aliasId: id, ...more } }
}
