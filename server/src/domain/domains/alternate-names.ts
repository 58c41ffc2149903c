import { domainName } from '../../lib/domain-name.ts'
import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { checkDomainName, type MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/** More are no names of one domain. */
const MAX_ALTERNATES = 100

/** Other names of a domain, sorted: mail to them is mail to the same name in the domain. @throws DomainError as `domainWithin` */
export async function listAlternates(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<readonly string[]> {
  const { id } = await domainWithin(store, actor, accountId, name, 'see')
  return store.mailDomains.alternateNames(id)
}

/**
 * Gives a domain another name, which no domain of any account may have.
 * @returns the name as DNS has it
 * @throws DomainError `mail_domain.exists`, `input.invalid`; as `domainWithin`
 */
export async function addAlternate(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  given: string,
): Promise<string> {
  const alternate = checkDomainName(given)
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'found')
    await tx.mailDomains.hold(domain.id)
    if ((await tx.mailDomains.alternateNames(domain.id)).length >= MAX_ALTERNATES) throw tooMany()
    await tx.mailDomains.addName(domain.id, alternate)
    const act = { action: 'domain.alternate_add', chain: accountId, target: `domain:${domain.name}` }
    await recordAct(deps, tx, actor, { ...act, details: { alternate } })
    return alternate
  })
}

/** @throws DomainError `mail_domain.not_found`, also for what is no alternate name of it; as `domainWithin` */
export async function removeAlternate(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  given: string,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'found')
    const alternate = domainName(given)
    const isGone = alternate !== null && (await tx.mailDomains.removeName(domain.id, alternate))
    if (!isGone) throw new DomainError('mail_domain.not_found')
    const act = { action: 'domain.alternate_remove', chain: accountId, target: `domain:${domain.name}` }
    await recordAct(deps, tx, actor, { ...act, details: { alternate } })
  })
}

function tooMany(): DomainError {
  const reason = `A domain has ${MAX_ALTERNATES} alternate names at most.`
  return new DomainError('input.invalid', { field: 'name', reason })
}
