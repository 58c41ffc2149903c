import type { AddressPage, Listed } from '../../domain/domains/paging.ts'
import type { GroupList } from '../../domain/lists/group-list.ts'
import type { GroupListChange, GroupListStore, ListedGroupList } from '../../domain/lists/stores.ts'
import type { Session } from '../session.ts'
import type { MailListAddressRow, MailListRow } from '../tables/hosted-mail.ts'
import type { Db } from '../tables.ts'
import { matches } from './name-search.ts'
import { inPortions } from './portions.ts'

export function groupListQueries(session: Session): GroupListStore {
  return {
    insert: (list) => session.write((db) => insert(db, list)),
    byAddress: (accountId, address) => session.read((db) => byAddress(db, address, accountId)),
    find: (address) => session.read((db) => byAddress(db, address)),
    page: (query) => session.read((db) => page(db, query)),
    update: (id, change) => session.write((db) => update(db, id, change)),
    delete: ({ id, address }) =>
      session.write(async (db) => {
        await db.deleteFrom('mail_addresses').where('address', '=', address).execute()
        await db.deleteFrom('mail_lists').where('id', '=', id).execute()
      }),
  }
}

async function insert(db: Db, list: GroupList): Promise<void> {
  const { id, address, accountId, domainId, name } = list
  const place = { account_id: accountId, domain_id: domainId, address }
  await db
    .insertInto('mail_addresses')
    .values({ ...place, kind: 'list', target_id: id })
    .execute()
  await db
    .insertInto('mail_lists')
    .values({
      ...place,
      ...{ id, name, display_name: list.displayName, reply_to: list.replyTo, posting: list.posting },
      created_at_ms: list.createdAtMs,
    })
    .execute()
  await insertAddresses(db, id, 'member', list.members)
  await insertAddresses(db, id, 'poster', list.posters)
}

type Part = MailListAddressRow['part']

async function insertAddresses(db: Db, id: string, part: Part, addresses: readonly string[]): Promise<void> {
  for (const some of inPortions(addresses)) {
    const rows = some.map((address) => ({ list_id: id, part, address }))
    await db.insertInto('mail_list_addresses').values(rows).execute()
  }
}

async function deleteMembers(db: Db, id: string, addresses: readonly string[]): Promise<void> {
  for (const some of inPortions(addresses)) {
    await db
      .deleteFrom('mail_list_addresses')
      .where('list_id', '=', id)
      .where('part', '=', 'member')
      .where('address', 'in', some)
      .execute()
  }
}

async function update(db: Db, id: string, change: GroupListChange): Promise<void> {
  const { displayName, replyTo, posting, addMembers = [], removeMembers = [], posters } = change
  const set = { display_name: displayName, reply_to: replyTo, posting }
  if (Object.values(set).some((value) => value !== undefined))
    await db.updateTable('mail_lists').set(set).where('id', '=', id).execute()
  await deleteMembers(db, id, removeMembers)
  await insertAddresses(db, id, 'member', addMembers)
  if (!posters) return
  const part = 'poster'
  await db.deleteFrom('mail_list_addresses').where('list_id', '=', id).where('part', '=', part).execute()
  await insertAddresses(db, id, part, posters)
}

async function byAddress(db: Db, address: string, accountId?: string): Promise<GroupList | null> {
  const all = db.selectFrom('mail_lists').selectAll().where('address', '=', address)
  const some = accountId === undefined ? all : all.where('account_id', '=', accountId)
  const row = await some.executeTakeFirst()
  if (!row) return null
  const addresses = await db
    .selectFrom('mail_list_addresses')
    .select(['part', 'address'])
    .where('list_id', '=', row.id)
    .orderBy('address')
    .execute()
  const ofPart = (part: Part) => addresses.flatMap((one) => (one.part === part ? [one.address] : []))
  return {
    ...{ id: row.id, accountId: row.account_id, domainId: row.domain_id, name: row.name },
    ...{ address: row.address, ...settingsOf(row), createdAtMs: row.created_at_ms },
    members: ofPart('member'),
    posters: ofPart('poster'),
  }
}

function settingsOf({
  display_name: displayName,
  reply_to: replyTo,
  posting,
}: Pick<MailListRow, 'display_name' | 'reply_to' | 'posting'>) {
  return { displayName, replyTo, posting }
}

async function page(db: Db, query: AddressPage): Promise<Listed<ListedGroupList>> {
  let found = filtered(db, query)
  if (query.after !== null) found = found.where('address', '>', query.after)
  const rows = await found
    .select(['id', 'address', 'display_name', 'reply_to', 'posting'])
    .select((eb) =>
      eb
        .selectFrom('mail_list_addresses')
        .whereRef('list_id', '=', 'mail_lists.id')
        .where('part', '=', 'member')
        .select((of) => of.fn.countAll<number>().as('members'))
        .as('members'),
    )
    .orderBy('address')
    .limit(query.limit)
    .execute()
  const { total } = await filtered(db, query)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const listed = rows.map((row) => {
    return { id: row.id, address: row.address, ...settingsOf(row), memberCount: row.members ?? 0 }
  })
  return { rows: listed, total }
}

function filtered(db: Db, { accountId, domainIds, contains, member }: AddressPage) {
  let all = db.selectFrom('mail_lists').where('account_id', '=', accountId)
  if (domainIds) all = all.where('domain_id', 'in', domainIds.length > 0 ? domainIds : [''])
  if (contains !== null) {
    const search = { kind: 'contains', text: contains } as const
    all = all.where((eb) => matches([eb.ref('address'), eb.ref('display_name')], search))
  }
  if (member === null) return all
  const with_ = db.selectFrom('mail_list_addresses').select('list_id').where('address', '=', member)
  return all.where('id', 'in', with_.where('part', '=', 'member'))
}

/** Lists that name the old address name the new one, unless they name that already. */
export async function followInLists(db: Db, from: string, to: string): Promise<void> {
  for (const part of ['member', 'poster'] as const) {
    const there = db.selectFrom('mail_list_addresses').select('list_id').where('part', '=', part)
    await db
      .deleteFrom('mail_list_addresses')
      .where('part', '=', part)
      .where('address', '=', from)
      .where('list_id', 'in', there.where('address', '=', to))
      .execute()
  }
  await db.updateTable('mail_list_addresses').set({ address: to }).where('address', '=', from).execute()
}
