import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { askerOf, madeBefore, once, requestText } from '../idempotency/once.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import { checkDomainSettings } from './domain-settings.ts'
import { checkDomainName, DEFAULT_MAILBOX_MB, type DomainSettings, type MailDomain } from './mail-domain.ts'
import { requireMailRight } from './rights.ts'

/**
 * Adds a domain to an account; without a limit of mailboxes there is none.
 * @throws DomainError `mail_domain.exists`, `input.invalid`, `account.not_found`, `actor.forbidden`,
 * `idempotency.conflict`
 */
export async function addDomain(
  deps: Deps,
  actor: Actor,
  { accountId, name: given, ...settings }: Partial<DomainSettings> & Pick<MailDomain, 'accountId' | 'name'>,
  idempotencyKey?: string,
): Promise<MailDomain> {
  await requireMailRight(deps.store, actor, accountId, 'found')
  const name = checkDomainName(given)
  checkDomainSettings(settings)
  const { maxMailboxes = null, baseMailboxMb = DEFAULT_MAILBOX_MB } = settings
  const { extraStorageMb = 0, product = 'rse-basic' } = settings
  const facts = { accountId, name, maxMailboxes, baseMailboxMb, extraStorageMb, product }
  return deps.store.transaction(async (tx) => {
    await requireMailRight(tx, actor, accountId, 'found')
    const request = requestText('made', ['domain', ...Object.values(facts)])
    const asked = { asker: askerOf(actor), idempotencyKey, request }
    return once(deps, tx, asked, {
      make: () => insert(deps, tx, actor, facts),
      textOf: ({ id }) => id,
      repeat: madeBefore(() => tx.mailDomains.byName(accountId, name)),
    })
  })
}

async function insert(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  facts: Omit<MailDomain, 'id' | 'catchAll' | 'createdAtMs'>,
): Promise<MailDomain> {
  const domain = { ...facts, catchAll: null, id: randomHexId(deps.random), createdAtMs: deps.clock.now() }
  await tx.mailDomains.insert(domain)
  const act = { action: 'domain.create', chain: domain.accountId, target: `domain:${domain.name}` }
  await recordAct(deps, tx, actor, act)
  return domain
}
