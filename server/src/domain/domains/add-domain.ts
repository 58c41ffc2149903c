import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import { checkDomainSettings } from './domain-settings.ts'
import { checkDomainName, DEFAULT_MAILBOX_MB, type DomainSettings, type MailDomain } from './mail-domain.ts'
import { requireMailRight } from './rights.ts'

/**
 * Adds a domain to an account; without a limit of mailboxes there is none.
 * @throws DomainError `mail_domain.exists`, `input.invalid`, `account.not_found`, `actor.forbidden`
 */
export async function addDomain(
  deps: Deps,
  actor: Actor,
  { accountId, name: given, ...settings }: Partial<DomainSettings> & Pick<MailDomain, 'accountId' | 'name'>,
): Promise<MailDomain> {
  await requireMailRight(deps.store, actor, accountId, 'found')
  const name = checkDomainName(given)
  checkDomainSettings(settings)
  return deps.store.transaction(async (tx) => {
    await requireMailRight(tx, actor, accountId, 'found')
    const domain: MailDomain = {
      id: randomHexId(deps.random),
      accountId,
      name,
      maxMailboxes: settings.maxMailboxes ?? null,
      baseMailboxMb: settings.baseMailboxMb ?? DEFAULT_MAILBOX_MB,
      extraStorageMb: settings.extraStorageMb ?? 0,
      product: settings.product ?? 'rse-basic',
      catchAll: null,
      createdAtMs: deps.clock.now(),
    }
    await tx.mailDomains.insert(domain)
    await recordAct(deps, tx, actor, { action: 'domain.create', chain: accountId, target: `domain:${name}` })
    return domain
  })
}
