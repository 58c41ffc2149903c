import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { domainIdsOf, domainWithin, requireMailRight } from '../domains/rights.ts'
import type { Stores } from '../store.ts'
import { RECOVERY_MS } from './mailbox.ts'
import type { AliasReach, MailboxFilter, MailboxListQuery, MailboxSummary } from './stores.ts'

/** Which mailboxes somebody asks for. */
export interface AskedFilter
  extends Omit<MailboxFilter, 'domainId' | 'domainIds' | 'deletedSinceMs' | 'memberOf'> {
  /** The name of one domain; all of the account without it. */
  readonly domain?: string
  /** Only those that the alias of this address leads to. */
  readonly alias?: string
  /** Those that can be brought back, instead of those that are there. */
  readonly deleted?: boolean
}

export interface MailboxPageAsked
  extends AskedFilter,
    Pick<MailboxListQuery, 'sort' | 'descending' | 'limit'> {
  readonly after?: string
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
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  { counted = false, ...asked }: MailboxPageAsked,
): Promise<MailboxPage> {
  const { store } = deps
  const filter = { ...asked, ...(await filterWithin(deps, store, actor, asked)) }
  const mailboxes = await store.mailboxes.list({ ...filter, limit: asked.limit + 1 })
  const total = counted ? await store.mailboxes.countMatching(filter) : null
  return { mailboxes: mailboxes.slice(0, asked.limit), more: mailboxes.length > asked.limit, total }
}

/** What is asked for, as far as the actor reaches. @throws DomainError `mail_domain.not_found`; as `requireMailRight` */
export async function filterWithin(
  { clock }: Pick<Deps, 'clock'>,
  stores: Stores,
  actor: Actor,
  { domain, deleted = false, alias, ...asked }: AskedFilter,
): Promise<MailboxFilter> {
  const { accountId } = asked
  const scope = await requireMailRight(stores, actor, accountId, 'mailboxes')
  const within =
    domain === undefined ? null : await domainWithin(stores, actor, accountId, domain, 'mailboxes')
  return {
    ...asked,
    ...(within && { domainId: within.id }),
    ...(!within && scope.domains && { domainIds: await domainIdsOf(stores, accountId, scope.domains) }),
    ...(alias !== undefined && { memberOf: await aliasWithin(stores, actor, accountId, alias) }),
    ...(deleted && { deletedSinceMs: clock.now() - RECOVERY_MS }),
  }
}

/** Who an alias leads to tells of the alias: only those within the actor's reach find anybody. */
async function aliasWithin(
  stores: Stores,
  actor: Actor,
  accountId: string,
  alias: string,
): Promise<AliasReach> {
  const { domains } = await requireMailRight(stores, actor, accountId, 'aliases')
  const address = alias.toLowerCase()
  return domains ? { address, domainIds: await domainIdsOf(stores, accountId, domains) } : { address }
}
