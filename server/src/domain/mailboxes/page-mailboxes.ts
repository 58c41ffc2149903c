import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { domainIdsOf, domainWithin, requireMailRight } from '../domains/rights.ts'
import { RECOVERY_MS } from './mailbox.ts'
import type { MailboxListQuery, MailboxSummary } from './stores.ts'

export interface MailboxPageAsked extends Omit<MailboxListQuery, 'domainId' | 'deletedSinceMs'> {
  /** The name of one domain; all of the account without it. */
  readonly domain?: string
  /** Those that can be brought back, instead of those that are there. */
  readonly deleted?: boolean
  readonly counted?: boolean
}

export interface MailboxPage {
  readonly mailboxes: readonly MailboxSummary[]
  /** False when this page is the last. */
  readonly more: boolean
  /** Mailboxes on all pages; null when nobody asked. */
  readonly total: number | null
}

/** One page of the mailboxes of an account. @throws DomainError `mail_domain.not_found`; as `requireMailRight` */
export async function pageMailboxes(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  { domain, deleted = false, counted = false, ...asked }: MailboxPageAsked,
): Promise<MailboxPage> {
  const { accountId } = asked
  const scope = await requireMailRight(store, actor, accountId, 'mailboxes')
  const within =
    domain === undefined ? null : await domainWithin(store, actor, accountId, domain, 'mailboxes')
  const filter = {
    ...asked,
    ...(within && { domainId: within.id }),
    ...(!within && scope.domains && { domainIds: await domainIdsOf(store, accountId, scope.domains) }),
    ...(deleted && { deletedSinceMs: clock.now() - RECOVERY_MS }),
  }
  const mailboxes = await store.mailboxes.list({ ...filter, limit: asked.limit + 1 })
  const total = counted ? await store.mailboxes.countMatching(filter) : null
  return { mailboxes: mailboxes.slice(0, asked.limit), more: mailboxes.length > asked.limit, total }
}
