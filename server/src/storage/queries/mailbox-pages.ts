import type { Listed } from '../../domain/domains/paging.ts'
import type { ListedMailbox, MailboxPageQuery } from '../../domain/mailboxes/stores.ts'
import { bit } from '../tables/columns.ts'
import type { MailboxRow } from '../tables/hosted-mail.ts'
import type { Db } from '../tables.ts'
import { matches } from './name-search.ts'

export const COLUMNS = [
  'id',
  'name',
  'display_name',
  'quota_mb',
  'usage_mb',
  'enabled',
  'created_at_ms',
  'last_login_at_ms',
] as const

/** One page of the mailboxes of a domain, and how many there are on all. */
export async function mailboxPage(db: Db, query: MailboxPageQuery): Promise<Listed<ListedMailbox>> {
  const { offset, limit, descending = false } = query
  const rows = await filtered(db, query)
    .select(COLUMNS)
    .orderBy('name', descending ? 'desc' : 'asc')
    .limit(limit)
    .offset(offset)
    .execute()
  const { total } = await filtered(db, query)
    // With its account, as the index that counts them has it.
    .where('account_id', '=', query.accountId)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { rows: rows.map(toListed), total }
}

export function toListed(row: Pick<MailboxRow, (typeof COLUMNS)[number]>): ListedMailbox {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    quotaMb: row.quota_mb,
    usageMb: row.usage_mb,
    enabled: row.enabled === 1,
    createdAtMs: row.created_at_ms,
    lastLoginAtMs: row.last_login_at_ms,
  }
}

function filtered(db: Db, { domainId, enabled, search }: MailboxPageQuery) {
  const all = db.selectFrom('mailboxes').where('domain_id', '=', domainId).where('deleted_at_ms', 'is', null)
  const some = enabled === undefined ? all : all.where('enabled', '=', bit(enabled))
  if (!search) return some
  return some.where((eb) => matches([eb.ref('name'), eb.ref('display_name'), eb.ref('custom_id')], search))
}
