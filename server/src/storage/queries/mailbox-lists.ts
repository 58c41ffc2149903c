import { type ExpressionBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { DomainError } from '../../domain/errors.ts'
import type {
  AliasReach,
  MailboxFilter,
  MailboxListQuery,
  MailboxSort,
  MailboxSummary,
} from '../../domain/mailboxes/stores.ts'
import { bit } from '../tables/columns.ts'
import type { MailboxRow } from '../tables/hosted-mail.ts'
import type { Db, Tables } from '../tables.ts'
import { COLUMNS, toListed } from './mailbox-pages.ts'
import { matches } from './name-search.ts'

const SUMMARY = [...COLUMNS, 'address', 'keep_forwarded', 'vacation_enabled', 'deleted_at_ms'] as const

/**
 * One page of the mailboxes of an account, in an order that each mailbox has one place in. First the ids, which an index
 * alone can tell, then their rows: a search through all of them reads no row that it does not show.
 */
export async function mailboxList(db: Db, query: MailboxListQuery): Promise<readonly MailboxSummary[]> {
  const ids = await pageIds(db, query)
  if (ids.length === 0) return []
  const rows = await db.selectFrom('mailboxes').select(SUMMARY).where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const forwards = await forwardsOf(db, ids)
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toSummary(row, forwards.get(id) ?? [])] : []
  })
}

function toSummary(
  row: Pick<MailboxRow, (typeof SUMMARY)[number]>,
  forwards: readonly { readonly address: string }[],
): MailboxSummary {
  return {
    ...toListed(row),
    address: row.address,
    keepForwarded: row.keep_forwarded === 1,
    vacationEnabled: row.vacation_enabled === 1,
    deletedAtMs: row.deleted_at_ms,
    forwardTo: forwards.map(({ address }) => address),
  }
}

async function pageIds(db: Db, query: MailboxListQuery): Promise<readonly string[]> {
  const { sort, descending, after, limit } = query
  const direction = descending ? 'desc' : 'asc'
  const found = matching(db, query, sort === 'address')
    .select('mailboxes.id')
    .limit(limit)
  const page = found.orderBy((eb) => ordered(eb, sort), direction).orderBy('mailboxes.id', direction)
  if (after === undefined) return (await page.execute()).map(({ id }) => id)
  const last = await placeOf(db, query, after)
  const comparison = sql.raw(descending ? '<' : '>')
  const behind = page.where(
    (eb) => sql<SqlBool>`(${ordered(eb, sort)}, id) ${comparison} (${last}, ${after})`,
  )
  return (await behind.execute()).map(({ id }) => id)
}

export async function countMailboxes(db: Db, filter: MailboxFilter): Promise<number> {
  // A search reads the index that has the texts; whatever else, the one of accounts that is made for counting.
  const counted = matching(db, filter, filter.text !== undefined).select((eb) =>
    eb.fn.countAll<number>().as('mailboxes'),
  )
  return (await counted.executeTakeFirstOrThrow()).mailboxes
}

type Where = ExpressionBuilder<Tables, 'mailboxes'>

const NEVER = sql.lit(-1)

function ordered(eb: Where, sort: MailboxSort) {
  if (sort === 'address') return sql<string | number>`${eb.ref('address')}`
  if (sort === 'displayName') return sql<string | number>`lower(${eb.ref('display_name')})`
  if (sort === 'usage') return sql<string | number>`${eb.ref('usage_mb')}`
  if (sort === 'created') return sql<string | number>`${eb.ref('created_at_ms')}`
  return sql<string | number>`coalesce(${eb.ref('last_login_at_ms')}, ${NEVER})`
}

/** What the last mailbox of the page before is sorted by, as the database sees it. */
async function placeOf(db: Db, { accountId, sort }: MailboxListQuery, id: string): Promise<string | number> {
  const row = await db
    .selectFrom('mailboxes')
    .select((eb) => ordered(eb, sort).as('place'))
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (row) return row.place
  throw new DomainError('input.invalid', {
    field: 'after',
    reason: 'Take `after` from `next` of the page before.',
  })
}

type Found = SelectQueryBuilder<Tables, 'mailboxes', object>

function matching(db: Db, filter: MailboxFilter, byDomain: boolean) {
  const { domainId, domainIds, text, enabled, forwards, memberOf } = filter
  let found: Found = memberOf ? ledTo(db, filter, memberOf) : db.selectFrom('mailboxes')
  // A domain is of one account. Asked for both, an index of the account gives the order; for one, that of the domain alone.
  if (domainId === undefined || !byDomain) found = found.where('account_id', '=', filter.accountId)
  if (domainId !== undefined) found = found.where('domain_id', '=', domainId)
  // Without any the list is empty on both engines.
  if (domainIds) found = found.where('domain_id', 'in', domainIds.length > 0 ? domainIds : [''])
  found = present(found, filter)
  if (text) found = found.where((eb) => contains(eb, text))
  if (enabled !== undefined) found = found.where('enabled', '=', bit(enabled))
  if (forwards !== undefined)
    found = found.where((eb) => (forwards ? forwarding(eb) : eb.not(forwarding(eb))))
  // Written so that nothing is divided and both sides stay whole.
  if (filter.nearlyFull) found = found.where(sql<SqlBool>`usage_mb * 5 > quota_mb * 4`)
  if (filter.fullPercent !== undefined)
    found = found.where(
      sql<SqlBool>`cast(usage_mb as bigint) * 100 >= cast(quota_mb as bigint) * ${filter.fullPercent}`,
    )
  if (filter.neverSignedIn) found = found.where('last_login_at_ms', 'is', null)
  return found
}

function present(found: Found, { deletedSinceMs }: MailboxFilter): Found {
  return deletedSinceMs === undefined
    ? found.where('deleted_at_ms', 'is', null)
    : found.where('deleted_at_ms', '>', deletedSinceMs)
}

/** No list has so many. */
const ALL = 2_147_483_647

/**
 * Those that an alias leads to. The limit keeps both engines from walking through all mailboxes in the order of the list
 * until some of these few come by.
 */
function ledTo(db: Db, filter: MailboxFilter, alias: AliasReach): Found {
  const { accountId } = filter
  const led = present(db.selectFrom('mailboxes'), filter)
    .where('account_id', '=', accountId)
    .where('address', 'in', membersOf(db, accountId, alias))
  return db.selectFrom(led.selectAll().limit(ALL).as('mailboxes'))
}

function membersOf(db: Db, accountId: string, { address, domainIds }: AliasReach) {
  const members = db
    .selectFrom('mail_aliases')
    .innerJoin('mail_alias_members', 'mail_alias_members.alias_id', 'mail_aliases.id')
    .select('mail_alias_members.address')
    .where('mail_aliases.address', '=', address)
    .where('mail_aliases.account_id', '=', accountId)
  return domainIds
    ? members.where('mail_aliases.domain_id', 'in', domainIds.length > 0 ? domainIds : [''])
    : members
}

/** Addresses are in lower case. */
function contains(eb: Where, text: string) {
  const lower = text.toLowerCase()
  const pattern = `%${lower.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return eb.or([
    sql<boolean>`${eb.ref('address')} like ${pattern} escape '\\'`,
    matches([eb.ref('display_name')], { kind: 'contains', text: lower }),
  ])
}

function forwarding(eb: Where) {
  return eb.exists(
    eb
      .selectFrom('mailbox_forwards')
      .select('mailbox_forwards.address')
      .whereRef('mailbox_forwards.mailbox_id', '=', 'mailboxes.id'),
  )
}

async function forwardsOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { address: string }[]>()
  const rows = await db
    .selectFrom('mailbox_forwards')
    .selectAll()
    .where('mailbox_id', 'in', ids)
    .orderBy('address')
    .execute()
  return Map.groupBy(rows, ({ mailbox_id }) => mailbox_id)
}
