import type { Mailbox } from '../../domain/mailboxes/mailbox.ts'
import type { AddressHolder, MailboxChange, MailboxStore } from '../../domain/mailboxes/stores.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'
import { followInLists } from './group-lists.ts'
import { countMailboxes, mailboxList } from './mailbox-lists.ts'
import { mailboxPage } from './mailbox-pages.ts'
import { settingsColumns, toMailbox, toMailboxRow } from './mailbox-row.ts'
import { inPortions } from './portions.ts'

export function mailboxQueries(session: Session): MailboxStore {
  const selectByAddress = compiledOnce(selectPresent)
  const byAddress = async (db: Db, accountId: string, address: string) =>
    fold(await selectByAddress(db, [address, accountId]))
  return {
    insert: (mailbox) => session.write((db) => insert(db, mailbox)),
    byAddress: (accountId, address) => session.read((db) => byAddress(db, accountId, address)),
    byAddresses: (accountId, addresses) => session.read((db) => byAddresses(db, accountId, addresses)),
    byId: (id) => session.read((db) => byId(db, id)),
    deletedAt: (accountId, address, sinceMs) =>
      session.read((db) => deletedAt(db, accountId, address, sinceMs)),
    deletedById: (id, sinceMs) => session.read((db) => deletedById(db, id, sinceMs)),
    holderOf: (address) => session.read((db) => holderOf(db, address)),
    holdersOf: (addresses) => session.read((db) => holdersOf(db, addresses)),
    list: (query) => session.read((db) => mailboxList(db, query)),
    countMatching: (filter) => session.read((db) => countMailboxes(db, filter)),
    page: (query) => session.read((db) => mailboxPage(db, query)),
    countOf: (domainId) => session.read((db) => countOf(db, domainId)),
    sumOf: (accountId) => session.read((db) => sumOf(db, accountId)),
    update: (id, change) => session.write((db) => update(db, id, change)),
    rename: (mailbox, to) => session.write((db) => rename(db, mailbox, to)),
    markDeleted: (mailbox, atMs) => session.write((db) => markDeleted(db, mailbox, atMs)),
    restore: (mailbox, passwordHash) => session.write((db) => restore(db, mailbox, passwordHash)),
    forgetDeletedBefore: (ms) => session.write((db) => forgetDeletedBefore(db, ms)),
  }
}

/** A row for each address that it forwards to, or one. */
function select(db: Db) {
  return db
    .selectFrom('mailboxes')
    .leftJoin('mailbox_forwards', 'mailbox_forwards.mailbox_id', 'mailboxes.id')
    .selectAll('mailboxes')
    .select('mailbox_forwards.address as forward')
}

/** What a signed Show waits for: one statement, its text made once. */
function selectPresent(db: Db) {
  return select(db)
    .where('mailboxes.address', '=', '')
    .where('mailboxes.account_id', '=', '')
    .where('mailboxes.deleted_at_ms', 'is', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function fold(rows: readonly Row[]): Mailbox | null {
  const [first] = rows
  if (!first) return null
  const forwards = rows.flatMap(({ forward }) => (forward === null ? [] : [forward]))
  // Not by the database, which sorts as its language does: addresses are compared with those of a file.
  return toMailbox(first, forwards.toSorted())
}

async function byAddresses(
  db: Db,
  accountId: string,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Mailbox>> {
  const found = new Map<string, Mailbox>()
  for (const some of inPortions(addresses)) {
    const rows = await select(db)
      .where('mailboxes.address', 'in', some)
      .where('mailboxes.account_id', '=', accountId)
      .where('mailboxes.deleted_at_ms', 'is', null)
      .execute()
    for (const [address, ofOne] of Map.groupBy(rows, (row) => row.address)) {
      const mailbox = fold(ofOne)
      if (mailbox) found.set(address, mailbox)
    }
  }
  return found
}

async function byId(db: Db, id: string): Promise<Mailbox | null> {
  const rows = select(db).where('mailboxes.id', '=', id).where('mailboxes.deleted_at_ms', 'is', null)
  return fold(await rows.execute())
}

async function deletedAt(
  db: Db,
  accountId: string,
  address: string,
  sinceMs: number,
): Promise<Mailbox | null> {
  const latest = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('address', '=', address)
    .where('account_id', '=', accountId)
    .where('deleted_at_ms', '>', sinceMs)
    .orderBy('deleted_at_ms', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!latest) return null
  return fold(await select(db).where('mailboxes.id', '=', latest.id).execute())
}

async function deletedById(db: Db, id: string, sinceMs: number): Promise<Mailbox | null> {
  const rows = await select(db)
    .where('mailboxes.id', '=', id)
    .where('mailboxes.deleted_at_ms', '>', sinceMs)
    .execute()
  return fold(rows)
}

async function holderOf(db: Db, address: string): Promise<AddressHolder | null> {
  const row = await db
    .selectFrom('mail_addresses')
    .select('kind')
    .where('address', '=', address)
    .executeTakeFirst()
  return row?.kind ?? null
}

async function holdersOf(db: Db, addresses: readonly string[]): Promise<ReadonlyMap<string, AddressHolder>> {
  const holders = new Map<string, AddressHolder>()
  for (const some of inPortions(addresses)) {
    const found = db.selectFrom('mail_addresses').select(['address', 'kind']).where('address', 'in', some)
    for (const { address, kind } of await found.execute()) holders.set(address, kind)
  }
  return holders
}

async function countOf(db: Db, domainId: string): Promise<number> {
  const { mailboxes } = await db
    .selectFrom('mailboxes')
    .select((eb) => eb.fn.countAll<number>().as('mailboxes'))
    .where('domain_id', '=', domainId)
    .where('deleted_at_ms', 'is', null)
    .executeTakeFirstOrThrow()
  return mailboxes
}

async function sumOf(db: Db, accountId: string) {
  const { mailboxes, usage } = await db
    .selectFrom('mailboxes')
    .select(({ fn }) => [
      fn.countAll<number>().as('mailboxes'),
      fn.sum<string | number | null>('usage_mb').as('usage'),
    ])
    .where('account_id', '=', accountId)
    .where('deleted_at_ms', 'is', null)
    .executeTakeFirstOrThrow()
  return { mailboxes, usageMb: Number(usage) }
}

async function insert(db: Db, mailbox: Mailbox): Promise<void> {
  await takeAddress(db, mailbox)
  await db.insertInto('mailboxes').values(toMailboxRow(mailbox)).execute()
  await insertForwards(db, mailbox.id, mailbox.forwardTo)
}

async function takeAddress(
  db: Db,
  { id, accountId, domainId, address }: Pick<Mailbox, 'id' | 'accountId' | 'domainId' | 'address'>,
): Promise<void> {
  const row = { address, account_id: accountId, domain_id: domainId, kind: 'mailbox', target_id: id } as const
  await db.insertInto('mail_addresses').values(row).execute()
}

async function insertForwards(db: Db, id: string, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return
  const rows = addresses.map((address) => ({ mailbox_id: id, address }))
  await db.insertInto('mailbox_forwards').values(rows).execute()
}

async function update(db: Db, id: string, change: MailboxChange): Promise<void> {
  const set = { ...settingsColumns(change), password_hash: change.passwordHash }
  if (Object.values(set).some((value) => value !== undefined))
    await db.updateTable('mailboxes').set(set).where('id', '=', id).execute()
  if (!change.forwardTo) return
  await db.deleteFrom('mailbox_forwards').where('mailbox_id', '=', id).execute()
  await insertForwards(db, id, change.forwardTo)
}

async function rename(db: Db, mailbox: Mailbox, to: Pick<Mailbox, 'name' | 'address'>): Promise<void> {
  await db.deleteFrom('mail_addresses').where('address', '=', mailbox.address).execute()
  await takeAddress(db, { ...mailbox, ...to })
  const { name, address } = to
  await db.updateTable('mailboxes').set({ name, address }).where('id', '=', mailbox.id).execute()
  await followAddress(db, mailbox.address, to.address)
}

/** Aliases, lists, forwards and catch-alls that name the old address name the new one, unless they name that already. */
async function followAddress(db: Db, from: string, to: string): Promise<void> {
  const aliases = db.selectFrom('mail_alias_members').select('alias_id').where('address', '=', to)
  await db
    .deleteFrom('mail_alias_members')
    .where('address', '=', from)
    .where('alias_id', 'in', aliases)
    .execute()
  await db.updateTable('mail_alias_members').set({ address: to }).where('address', '=', from).execute()
  await followInLists(db, from, to)
  const mailboxes = db.selectFrom('mailbox_forwards').select('mailbox_id').where('address', '=', to)
  await db
    .deleteFrom('mailbox_forwards')
    .where('address', '=', from)
    .where('mailbox_id', 'in', mailboxes)
    .execute()
  await db.updateTable('mailbox_forwards').set({ address: to }).where('address', '=', from).execute()
  await db.updateTable('mail_domains').set({ catch_all: to }).where('catch_all', '=', from).execute()
}

async function markDeleted(db: Db, { id, address }: Mailbox, atMs: number): Promise<void> {
  await db.deleteFrom('mail_addresses').where('address', '=', address).execute()
  await db.updateTable('mailboxes').set({ deleted_at_ms: atMs }).where('id', '=', id).execute()
}

async function restore(db: Db, mailbox: Mailbox, passwordHash: string): Promise<void> {
  await takeAddress(db, mailbox)
  const set = { deleted_at_ms: null, password_hash: passwordHash }
  await db.updateTable('mailboxes').set(set).where('id', '=', mailbox.id).execute()
}

async function forgetDeletedBefore(db: Db, ms: number): Promise<readonly string[]> {
  const gone = await db.deleteFrom('mailboxes').where('deleted_at_ms', '<', ms).returning('id').execute()
  return gone.map(({ id }) => id)
}
