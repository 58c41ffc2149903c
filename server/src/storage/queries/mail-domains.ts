import type { ListedDomain, MailDomain } from '../../domain/domains/mail-domain.ts'
import type { Listed } from '../../domain/domains/paging.ts'
import type { DomainPageQuery, MailDomainStore } from '../../domain/domains/stores.ts'
import type { Session } from '../session.ts'
import type { MailDomainRow } from '../tables/hosted-mail.ts'
import type { Db } from '../tables.ts'
import { matches } from './name-search.ts'

export function mailDomainQueries(session: Session): MailDomainStore {
  return {
    insert: (domain) =>
      session.write(async (db) => {
        await db.insertInto('mail_domains').values(toRow(domain)).execute()
        await insertName(db, domain.id, domain.name)
      }),
    addName: (id, name) => session.write((db) => insertName(db, id, name)),
    removeName: (id, name) => session.write((db) => deleteName(db, id, name)),
    alternateNames: (id) => session.read((db) => alternateNames(db, id)),
    byName: (accountId, name) => session.read((db) => byName(db, accountId, name)),
    listed: (accountId, name) => session.read((db) => listed(db, accountId, name)),
    find: (name) => session.read((db) => find(db, name)),
    list: (accountId) => session.read((db) => list(db, accountId)),
    page: (query) => session.read((db) => page(db, query)),
    hold: (id) =>
      session.write(async (db) => {
        // An update that changes nothing: SQLite has no `select … for update`.
        await db
          .updateTable('mail_domains')
          .set((eb) => ({ product: eb.ref('product') }))
          .where('id', '=', id)
          .execute()
      }),
    update: (id, change) =>
      session.write(async (db) => {
        const set = {
          max_mailboxes: change.maxMailboxes,
          base_mailbox_mb: change.baseMailboxMb,
          extra_storage_mb: change.extraStorageMb,
          product: change.product,
          catch_all: change.catchAll,
        }
        if (Object.values(set).every((value) => value === undefined)) return
        await db.updateTable('mail_domains').set(set).where('id', '=', id).execute()
      }),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('mail_domains').where('id', '=', id).execute()
      }),
  }
}

async function insertName(db: Db, id: string, name: string): Promise<void> {
  await db.insertInto('mail_domain_names').values({ name, domain_id: id }).execute()
}

/** Those beside the domain's own. */
function alternates(db: Db, id: string) {
  return db
    .selectFrom('mail_domain_names')
    .innerJoin('mail_domains', 'mail_domains.id', 'mail_domain_names.domain_id')
    .select('mail_domain_names.name')
    .where('mail_domain_names.domain_id', '=', id)
    .whereRef('mail_domain_names.name', '<>', 'mail_domains.name')
}

async function alternateNames(db: Db, id: string): Promise<string[]> {
  const rows = await alternates(db, id).orderBy('mail_domain_names.name').execute()
  return rows.map(({ name }) => name)
}

async function deleteName(db: Db, id: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('mail_domain_names')
    .where('name', '=', name)
    .where('name', 'in', alternates(db, id))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function ofAccount(db: Db, accountId: string) {
  return db.selectFrom('mail_domains').where('account_id', '=', accountId)
}

async function byName(db: Db, accountId: string, name: string): Promise<MailDomain | null> {
  const row = await ofAccount(db, accountId).selectAll().where('name', '=', name).executeTakeFirst()
  return row ? toDomain(row) : null
}

/** With how many mailboxes there are. */
function counted(db: Db, accountId: string) {
  return withCount(db).where('account_id', '=', accountId)
}

function withCount(db: Db) {
  return db
    .selectFrom('mail_domains')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('mailboxes')
        .whereRef('mailboxes.domain_id', '=', 'mail_domains.id')
        .where('mailboxes.deleted_at_ms', 'is', null)
        .select((count) => count.fn.countAll<number>().as('mailboxes'))
        .as('mailboxes'),
    )
}

async function find(db: Db, name: string): Promise<MailDomain | null> {
  const row = await db.selectFrom('mail_domains').selectAll().where('name', '=', name).executeTakeFirst()
  return row ? toDomain(row) : null
}

async function list(db: Db, accountId: string | undefined): Promise<ListedDomain[]> {
  const all = accountId === undefined ? withCount(db) : counted(db, accountId)
  return (await all.orderBy('name').execute()).map(toListed)
}

async function listed(db: Db, accountId: string, name: string): Promise<ListedDomain | null> {
  const row = await counted(db, accountId).where('name', '=', name).executeTakeFirst()
  return row ? toListed(row) : null
}

async function page(db: Db, query: DomainPageQuery): Promise<Listed<ListedDomain>> {
  const { accountId, offset, limit, search, names } = query
  let rows = accountId === null ? withCount(db) : counted(db, accountId)
  let all = accountId === null ? db.selectFrom('mail_domains') : ofAccount(db, accountId)
  if (names) {
    if (names.length === 0) return { rows: [], total: 0 }
    rows = rows.where('name', 'in', names)
    all = all.where('name', 'in', names)
  }
  if (search) {
    rows = rows.where((eb) => matches([eb.ref('name')], search))
    all = all.where((eb) => matches([eb.ref('name')], search))
  }
  const found = await rows.orderBy('name').limit(limit).offset(offset).execute()
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows: found.map(toListed), total }
}

function toListed(row: MailDomainRow & { readonly mailboxes: number | null }): ListedDomain {
  return { ...toDomain(row), mailboxes: row.mailboxes ?? 0 }
}

function toRow(domain: MailDomain): MailDomainRow {
  return {
    id: domain.id,
    account_id: domain.accountId,
    name: domain.name,
    max_mailboxes: domain.maxMailboxes,
    base_mailbox_mb: domain.baseMailboxMb,
    extra_storage_mb: domain.extraStorageMb,
    product: domain.product,
    catch_all: domain.catchAll,
    created_at_ms: domain.createdAtMs,
  }
}

function toDomain(row: MailDomainRow): MailDomain {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    maxMailboxes: row.max_mailboxes,
    baseMailboxMb: row.base_mailbox_mb,
    extraStorageMb: row.extra_storage_mb,
    product: row.product,
    catchAll: row.catch_all,
    createdAtMs: row.created_at_ms,
  }
}
