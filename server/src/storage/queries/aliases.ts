import type { ExpressionBuilder } from 'kysely'
import type { Alias } from '../../domain/aliases/alias.ts'
import type { AliasPageQuery, AliasStore, ListedAlias } from '../../domain/aliases/stores.ts'
import type { AddressPage, Listed } from '../../domain/domains/paging.ts'
import type { Session } from '../session.ts'
import type { Db, Tables } from '../tables.ts'
import { waysFrom } from './mail-ways.ts'
import { matches } from './name-search.ts'
import { inPortions } from './portions.ts'

export function aliasQueries(session: Session): AliasStore {
  return {
    insert: (alias) => session.write((db) => insert(db, alias)),
    byAddress: (accountId, address) => session.read((db) => byAddress(db, accountId, address)),
    byAddresses: (accountId, addresses) => session.read((db) => byAddresses(db, accountId, addresses)),
    page: (query) => session.read((db) => page(db, query)),
    listed: (query) => session.read((db) => listed(db, query)),
    members: (ids) => session.read((db) => membersOf(db, ids)),
    replaceMembers: (id, members) =>
      session.write(async (db) => {
        await db.deleteFrom('mail_alias_members').where('alias_id', '=', id).execute()
        await insertMembers(db, id, members)
      }),
    delete: ({ id, address }) =>
      session.write(async (db) => {
        await db.deleteFrom('mail_addresses').where('address', '=', address).execute()
        await db.deleteFrom('mail_aliases').where('id', '=', id).execute()
      }),
    waysFrom: (accountId, addresses) => session.read((db) => waysFrom(db, accountId, addresses)),
    existing: (addresses) => session.read((db) => existing(db, addresses)),
  }
}

async function insert(db: Db, alias: Alias): Promise<void> {
  const { id, address, accountId, domainId, name } = alias
  const place = { account_id: accountId, domain_id: domainId, address }
  await db
    .insertInto('mail_addresses')
    .values({ ...place, kind: 'alias', target_id: id })
    .execute()
  await db
    .insertInto('mail_aliases')
    .values({ ...place, id, name })
    .execute()
  await insertMembers(db, id, alias.members)
}

async function insertMembers(db: Db, id: string, members: readonly string[]): Promise<void> {
  if (members.length === 0) return
  const rows = members.map((address) => ({ alias_id: id, address }))
  await db.insertInto('mail_alias_members').values(rows).execute()
}

/** A row for each member, or one. */
function select(db: Db) {
  return db
    .selectFrom('mail_aliases')
    .leftJoin('mail_alias_members', 'mail_alias_members.alias_id', 'mail_aliases.id')
    .selectAll('mail_aliases')
    .select('mail_alias_members.address as member')
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function fold(rows: readonly Row[]): Alias | null {
  const [first] = rows
  if (!first) return null
  const members = rows.flatMap(({ member }) => (member === null ? [] : [member]))
  return {
    id: first.id,
    accountId: first.account_id,
    domainId: first.domain_id,
    name: first.name,
    address: first.address,
    // Not by the database, which sorts as its language does: members are compared with those of a file.
    members: members.toSorted(),
  }
}

async function byAddress(db: Db, accountId: string, address: string): Promise<Alias | null> {
  const rows = select(db)
    .where('mail_aliases.address', '=', address)
    .where('mail_aliases.account_id', '=', accountId)
  return fold(await rows.execute())
}

async function byAddresses(
  db: Db,
  accountId: string,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Alias>> {
  const found = new Map<string, Alias>()
  for (const some of inPortions(addresses)) {
    const rows = await select(db)
      .where('mail_aliases.address', 'in', some)
      .where('mail_aliases.account_id', '=', accountId)
      .execute()
    for (const [address, ofOne] of Map.groupBy(rows, (row) => row.address)) {
      const alias = fold(ofOne)
      if (alias) found.set(address, alias)
    }
  }
  return found
}

async function page(db: Db, query: AliasPageQuery): Promise<Listed<ListedAlias>> {
  const rows = await filtered(db, query)
    .select(['id', 'name'])
    .select(memberFacts)
    .orderBy('name')
    .limit(query.limit)
    .offset(query.offset)
    .execute()
  return { rows: rows.map(toListed), total: await countOf(filtered(db, query)) }
}

async function listed(db: Db, query: AddressPage) {
  let found = ofAccount(db, query)
  if (query.after !== null) found = found.where('address', '>', query.after)
  const rows = await found
    .select(['id', 'name', 'address'])
    .select(memberFacts)
    .orderBy('address')
    .limit(query.limit)
    .execute()
  const shown = rows.map((row) => ({ ...toListed(row), address: row.address }))
  return { rows: shown, total: await countOf(ofAccount(db, query)) }
}

async function membersOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const some of inPortions(ids)) {
    const rows = await db
      .selectFrom('mail_alias_members')
      .select(['alias_id', 'address'])
      .where('alias_id', 'in', some)
      .orderBy('address')
      .execute()
    for (const { alias_id, address } of rows) {
      const members = found.get(alias_id)
      if (members) members.push(address)
      else found.set(alias_id, [address])
    }
  }
  return found
}

/** How many members, and the first of them. */
function memberFacts(eb: ExpressionBuilder<Tables, 'mail_aliases'>) {
  const members = eb.selectFrom('mail_alias_members').whereRef('alias_id', '=', 'mail_aliases.id')
  return [
    members.select((of) => of.fn.countAll<number>().as('members')).as('members'),
    members.select((of) => of.fn.min('mail_alias_members.address').as('first')).as('first'),
  ] as const
}

interface FactsRow {
  readonly id: string
  readonly name: string
  readonly members: number | null
  readonly first: string | null
}

function toListed({ id, name, members, first }: FactsRow): ListedAlias {
  const memberCount = members ?? 0
  return { id, name, memberCount, singleMember: memberCount === 1 ? first : null }
}

async function countOf(all: ReturnType<typeof filtered>): Promise<number> {
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return total
}

function ofAccount(db: Db, { accountId, domainIds, contains, member }: AddressPage) {
  let all = db.selectFrom('mail_aliases').where('account_id', '=', accountId)
  if (domainIds) all = all.where('domain_id', 'in', domainIds.length > 0 ? domainIds : [''])
  if (contains !== null) {
    const search = { kind: 'contains', text: contains } as const
    all = all.where((eb) => matches([eb.ref('address')], search))
  }
  if (member === null) return all
  const found = db.selectFrom('mail_alias_members').select('alias_id').where('address', '=', member)
  return all.where('id', 'in', found)
}

function filtered(db: Db, { domainId, search }: AliasPageQuery) {
  const all = db.selectFrom('mail_aliases').where('domain_id', '=', domainId)
  return search ? all.where((eb) => matches([eb.ref('name')], search)) : all
}

async function existing(db: Db, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const some of inPortions(addresses)) {
    const rows = await db
      .selectFrom('mail_addresses')
      .select('address')
      .where('address', 'in', some)
      .execute()
    for (const { address } of rows) found.add(address)
  }
  return found
}
