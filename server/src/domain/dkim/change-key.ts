import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { isRecordOf, type ShownDkimKey, type StoredDkimKey, subdomainOf } from './dkim-key.ts'
import { newSelector } from './new-selector.ts'
import { placeOfDkimKey } from './place.ts'
import { shown, waitingOf } from './show-key.ts'

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/**
 * Makes a key that signs nothing before its record is found; one that waited is gone, the one that signs goes on.
 * @throws DomainError as `domainWithin`
 */
export async function makeDkimKey(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<ShownDkimKey> {
  await domainWithin(deps.store, actor, accountId, name, 'domains')
  // Before the transaction, where every writer would wait for it.
  const { publicKey, privateKeyPem } = await deps.dkim.newPair()
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'domains')
    await tx.mailDomains.hold(domain.id)
    const keys = await tx.dkimKeys.ofDomain(domain.id)
    const createdAtMs = deps.clock.now()
    const key = {
      ...{ id: randomHexId(deps.random), accountId, domainId: domain.id, publicKey, createdAtMs },
      ...{ selector: await newSelector(tx, domain, createdAtMs), activatedAtMs: null },
    }
    const waiting = waitingOf(keys)
    if (waiting) await tx.dkimKeys.delete(waiting.id)
    await tx.dkimKeys.insert({ ...key, sealed: deps.vault.seal(placeOfDkimKey(key), privateKeyPem) })
    await recordAct(deps, tx, actor, actOn(domain, 'dkim.create', { selector: key.selector }))
    return key
  })
}

/**
 * Looks for the record of the key that waits; once it is there, this key signs and the one before is gone. Without one
 * that waits nothing changes.
 * @returns null where there is no key at all
 * @throws DomainError `input.invalid` while the record is not there; `busy`; as `domainWithin`
 */
export async function verifyDkimKey(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<ShownDkimKey | null> {
  const domain = await domainWithin(deps.store, actor, accountId, name, 'domains')
  const keys = await deps.store.dkimKeys.ofDomain(domain.id)
  const waiting = waitingOf(keys)
  if (!waiting) return shown(keys[0] ?? null)
  await requireRecord(deps, waiting, domain.name)
  return deps.store.transaction(async (tx) => {
    const held = await domainWithin(tx, actor, accountId, name, 'domains')
    await tx.mailDomains.hold(held.id)
    const current = await tx.dkimKeys.ofDomain(held.id)
    // Another may have been made while DNS was asked, and its record was not looked for.
    if (waitingOf(current)?.id !== waiting.id) return shown(waitingOf(current) ?? current[0] ?? null)
    const activatedAtMs = deps.clock.now()
    for (const { id } of current) if (id !== waiting.id) await tx.dkimKeys.delete(id)
    await tx.dkimKeys.activate(waiting.id, activatedAtMs)
    await recordAct(deps, tx, actor, actOn(held, 'dkim.activate', { selector: waiting.selector }))
    return shown({ ...waiting, activatedAtMs })
  })
}

/** Nothing is signed any more. @throws DomainError as `domainWithin` */
export async function revokeDkimKeys(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'domains')
    await tx.mailDomains.hold(domain.id)
    const keys = await tx.dkimKeys.ofDomain(domain.id)
    if (keys.length === 0) return
    for (const { id } of keys) await tx.dkimKeys.delete(id)
    await recordAct(deps, tx, actor, actOn(domain, 'dkim.revoke', { keys: keys.length }))
  })
}

async function requireRecord({ dns }: Deps, key: StoredDkimKey, domain: string): Promise<void> {
  const name = `${subdomainOf(key)}.${domain}`
  const records = await dns.txt(name)
  if (records === null) throw new DomainError('busy', { reason: 'The name servers do not answer.' })
  if (records.some((text) => isRecordOf(key, text))) return
  const found = records.length === 0 ? 'There is no TXT record' : 'The TXT record is not that of the key'
  throw new DomainError('input.invalid', { field: 'dnsKey', reason: `${found} at ${name}` })
}

function actOn(
  { accountId, name }: MailDomain,
  action: string,
  details: Readonly<Record<string, string | number>>,
) {
  return { action, chain: accountId, target: `domain:${name}`, details }
}
