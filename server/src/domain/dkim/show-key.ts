import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import type { Stores } from '../store.ts'
import type { ShownDkimKey, StoredDkimKey } from './dkim-key.ts'
import { placeOfDkimKey } from './place.ts'

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/**
 * The key that waits for its record, else the one that signs; null where there is none.
 * @throws DomainError as `domainWithin`
 */
export async function showDkimKey(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<ShownDkimKey | null> {
  const domain = await domainWithin(store, actor, accountId, name, 'domains')
  const keys = await store.dkimKeys.ofDomain(domain.id)
  return shown(waitingOf(keys) ?? keys[0] ?? null)
}

export function waitingOf(keys: readonly StoredDkimKey[]): StoredDkimKey | undefined {
  return keys.find(({ activatedAtMs }) => activatedAtMs === null)
}

export function shown(key: StoredDkimKey | null): ShownDkimKey | null {
  if (key === null) return null
  const { sealed: _, ...rest } = key
  return rest
}

/** What signs a domain's mail. */
export interface SigningKey {
  readonly selector: string
  /** PKCS #8. For memory only. */
  readonly privateKeyPem: string
}

/** For the mail system, which has found the domain; null where nothing is signed. */
export async function signingKeyOf(
  { vault }: Pick<Deps, 'vault'>,
  stores: Pick<Stores, 'dkimKeys'>,
  domainId: string,
): Promise<SigningKey | null> {
  const keys = await stores.dkimKeys.ofDomain(domainId)
  const key = keys.find(({ activatedAtMs }) => activatedAtMs !== null)
  if (!key) return null
  return { selector: key.selector, privateKeyPem: vault.open(placeOfDkimKey(key), key.sealed) }
}
