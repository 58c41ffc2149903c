import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { askerOf, madeBefore, once, requestText } from '../idempotency/once.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { AddressName } from './find-mailbox.ts'
import { checkLocalPart, type Mailbox, type MailboxSettings, NEW_SETTINGS, RECOVERY_MS } from './mailbox.ts'
import { hashMailboxPassword } from './mailbox-password.ts'
import { checkedSettings, checkWayBack, checkWhole } from './mailbox-settings.ts'

export interface NewMailbox extends AddressName {
  readonly password: string
  readonly settings: Partial<MailboxSettings>
  /** Brings back the one of this name that was deleted, with its mail and settings, in place of a new one. */
  readonly recoverDeleted: boolean
}

/**
 * Adds a mailbox, empty, or as it was before it was deleted.
 * @throws DomainError `address.exists`, `password.weak`, `input.invalid`, also when the domain is full or there is nothing
 * to bring back; `mail_domain.not_found`, `account.not_found`, `actor.forbidden`, `busy`, `idempotency.conflict`
 */
export async function addMailbox(
  deps: Deps,
  actor: Actor,
  given: NewMailbox,
  idempotencyKey?: string,
): Promise<Mailbox> {
  await domainWithin(deps.store, actor, given.accountId, given.domain, 'mailboxes')
  const name = checkLocalPart(given.name)
  // Before the transaction: every writer would wait for it.
  const passwordHash = await hashMailboxPassword(deps, given.password, name)
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, given.accountId, given.domain, 'mailboxes')
    const address = `${name}@${domain.name}`
    const make = given.recoverDeleted ? recovered : inserted
    // That there is a password is no news.
    const request = requestText('made', ['mailbox', address, given.recoverDeleted, given.settings])
    const asked = { asker: askerOf(actor), idempotencyKey, request }
    return once(deps, tx, asked, {
      make: async () => {
        await requireRoom(tx, domain)
        return make(deps, tx, actor, { domain, name, address, passwordHash, settings: given.settings })
      },
      textOf: ({ id }) => id,
      repeat: madeBefore(() => tx.mailboxes.byAddress(domain.accountId, address)),
    })
  })
}

interface Making extends Pick<Mailbox, 'name' | 'address' | 'passwordHash'> {
  readonly domain: MailDomain
  readonly settings: Partial<MailboxSettings>
}

/** Those who add take turns, or two would pass where one has room. */
export async function requireRoom(tx: Stores, domain: MailDomain): Promise<void> {
  await tx.mailDomains.hold(domain.id)
  if (domain.maxMailboxes === null || (await tx.mailboxes.countOf(domain.id)) < domain.maxMailboxes) return
  throw new DomainError('input.invalid', {
    field: 'name',
    reason: `The domain has all of its mailboxes: ${domain.maxMailboxes} of ${domain.maxMailboxes}.`,
  })
}

async function inserted(deps: Deps, tx: Stores, actor: Actor, making: Making): Promise<Mailbox> {
  const { domain, settings, ...named } = making
  const whole = { ...NEW_SETTINGS, quotaMb: domain.baseMailboxMb }
  const mailbox: Mailbox = {
    ...whole,
    ...checkedSettings(settings, domain, named.address),
    ...named,
    id: randomHexId(deps.random),
    accountId: domain.accountId,
    domainId: domain.id,
    usageMb: 0,
    createdAtMs: deps.clock.now(),
    lastLoginAtMs: null,
    deletedAtMs: null,
  }
  checkWhole(mailbox)
  await checkWayBack(tx, mailbox, [])
  await tx.mailboxes.insert(mailbox)
  await recordAct(deps, tx, actor, actOn(mailbox, 'mailbox.create'))
  return mailbox
}

async function recovered(deps: Deps, tx: Stores, actor: Actor, making: Making): Promise<Mailbox> {
  const { domain, address, passwordHash } = making
  const sinceMs = deps.clock.now() - RECOVERY_MS
  const deleted = await tx.mailboxes.deletedAt(domain.accountId, address, sinceMs)
  if (!deleted) {
    throw new DomainError('input.invalid', {
      field: 'recoverDeleted',
      reason: 'There is no deleted mailbox of this name to recover.',
    })
  }
  await tx.mailboxes.restore(deleted, passwordHash)
  await recordAct(deps, tx, actor, actOn(deleted, 'mailbox.restore'))
  return { ...deleted, passwordHash, deletedAtMs: null }
}

/** What the log says of an act on a mailbox. */
export function actOn({ id, accountId, address }: Mailbox, action: string) {
  return { action, chain: accountId, target: `mailbox:${address}`, details: { mailboxId: id } }
}
