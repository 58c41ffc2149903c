import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { DomainError } from '../../domain/errors.ts'
import type {
  MailboxFilter,
  MailboxListQuery,
  MailboxSort,
  MailboxSummary,
} from '../../domain/mailboxes/stores.ts'
import { bit } from '../tables/columns.ts'
import type { Db, Tables } from '../tables.ts'
import { COLUMNS, toListed } from './mailbox-pages.ts'
import { matches } from './name-search.ts'

const SUMMARY = [...COLUMNS, 'address', 'keep_forwarded', 'vacation_enabled', 'deleted_at_ms'] as const

/** One page of the mailboxes of an account, in an order that each mailbox has one place in. */
export async function mailboxList(db: Db, query: MailboxListQuery): Promise<readonly MailboxSummary[]> {
  const { sort, descending, after, limit } = query
  const direction = descending ? 'desc' : 'asc'
  let page = matching(db, query).select(SUMMARY).limit(limit)
  page = page.orderBy((eb) => ordered(eb, sort), direction).orderBy('mailboxes.id', direction)
  if (after !== undefined) {
    const last = await placeOf(db, query, after)
    const comparison = sql.raw(descending ? '<' : '>')
    page = page.where((eb) => sql<SqlBool>`(${ordered(eb, sort)}, id) ${comparison} (${last}, ${after})`)
  }
  const rows = await page.execute()
  const forwards = await forwardsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...toListed(row),
    address: row.address,
    keepForwarded: row.keep_forwarded === 1,
    vacationEnabled: row.vacation_enabled === 1,
    deletedAtMs: row.deleted_at_ms,
    forwardTo: forwards.get(row.id)?.map(({ address }) => address) ?? [],
  }))
}

export async function countMailboxes(db: Db, filter: MailboxFilter): Promise<number> {
  const counted = matching(db, filter).select((eb) => eb.fn.countAll<number>().as('mailboxes'))
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

function matching(db: Db, filter: MailboxFilter) {
  const { domainId, domainIds, text, enabled, forwards, deletedSinceMs } = filter
  let found = db.selectFrom('mailboxes').where('account_id', '=', filter.accountId)
  if (domainId !== undefined) found = found.where('domain_id', '=', domainId)
  // Without any the list is empty on both engines.
  if (domainIds) found = found.where('domain_id', 'in', domainIds.length > 0 ? domainIds : [''])
  found =
    deletedSinceMs === undefined
      ? found.where('deleted_at_ms', 'is', null)
      : found.where('deleted_at_ms', '>', deletedSinceMs)
  if (text) found = found.where((eb) => matches([eb.ref('address'), eb.ref('display_name')], contains(text)))
  if (enabled !== undefined) found = found.where('enabled', '=', bit(enabled))
  if (forwards !== undefined)
    found = found.where((eb) => (forwards ? forwarding(eb) : eb.not(forwarding(eb))))
  // Written so that nothing is divided and both sides stay whole.
  if (filter.nearlyFull) found = found.where(sql<SqlBool>`usage_mb * 5 > quota_mb * 4`)
  if (filter.neverSignedIn) found = found.where('last_login_at_ms', 'is', null)
  return found
}

function contains(text: string) {
  return { kind: 'contains', text: text.toLowerCase() } as const
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
