import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'
import type { Stores } from '../store.ts'
import type { MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/** Where mail goes that is for nobody in a domain; null where it is refused. @throws DomainError as `domainWithin` */
export async function showCatchAll(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<string | null> {
  return (await domainWithin(store, actor, accountId, name, 'domains')).catchAll
}

/**
 * Takes in mail for any name in a domain that nothing else has.
 * @param given a mailbox or alias of the domain, or an address elsewhere; empty for none
 * @returns where such mail goes from now on; null where it is refused
 * @throws DomainError `input.invalid`; as `domainWithin`
 */
export function setCatchAll(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  given: string,
): Promise<string | null> {
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'domains')
    await tx.mailDomains.hold(domain.id)
    const catchAll = given.trim() === '' ? null : await settledAddress(tx, domain, given)
    if (catchAll === domain.catchAll) return catchAll
    await tx.mailDomains.update(domain.id, { catchAll })
    const act = { action: 'domain.catch_all', chain: accountId, target: `domain:${domain.name}` }
    await recordAct(deps, tx, actor, { ...act, details: { before: domain.catchAll, after: catchAll } })
    return catchAll
  })
}

async function settledAddress(tx: Stores, { id, name }: MailDomain, given: string): Promise<string> {
  const address = mailAddress(given)
  if (address === null) throw refused('The catch-all is no e-mail address.')
  const at = domainOf(address)
  const isHere = at === name || (await tx.mailDomains.alternateNames(id)).includes(at)
  // Under another name of the domain there is what is under the first.
  const there = `${address.slice(0, -at.length)}${name}`
  const exists = !isHere || (await tx.aliases.existing([there])).has(there)
  if (!exists) throw refused(`The catch-all does not exist: ${address}`)
  return address
}

function refused(reason: string): DomainError {
  return new DomainError('input.invalid', { field: 'address', reason })
}
