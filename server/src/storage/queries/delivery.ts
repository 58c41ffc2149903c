import { sql } from 'kysely'
import type { DeliveryStore, DeliveryTarget, MailboxHolder } from '../../domain/delivery/stores.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Session } from '../session.ts'
import { protocolsIn } from '../tables/columns.ts'
import type { Db } from '../tables.ts'

/** Each question is one statement by an index, its text made once: mail servers ask several for every message. */
export function deliveryQueries(session: Session): DeliveryStore {
  const domains = compiledOnce(selectDomain)
  const targets = compiledOnce(selectTarget)
  const holders = compiledOnce(selectHolder)
  return {
    hasDomain: async (name) => (await session.read((db) => domains(db, [name]))).length > 0,
    ownName: async (name) => (await session.read((db) => domains(db, [name])))[0]?.name ?? null,
    target: async (address) => toTarget(await session.read((db) => targets(db, [address]))),
    catchAll: async (name) => (await session.read((db) => domains(db, [name])))[0]?.catch_all ?? null,
    holder: async (address) => toHolder(await session.read((db) => holders(db, [address]))),
    aliasesTo: (address) => session.read((db) => aliasesTo(db, address)),
    noteLogin: (address, atMs, unlessSinceMs) =>
      session.write((db) => noteLogin(db, address, atMs, unlessSinceMs)),
    noteUsage: (address, usageMb) => session.write((db) => noteUsage(db, address, usageMb)),
  }
}

function selectDomain(db: Db) {
  return db
    .selectFrom('mail_domain_names')
    .innerJoin('mail_domains', 'mail_domains.id', 'mail_domain_names.domain_id')
    .select(['mail_domains.name', 'mail_domains.catch_all'])
    .where('mail_domain_names.name', '=', '')
}

/** Ids are never shared between kinds: at most one of the joins finds something, or both nothing. */
function selectTarget(db: Db) {
  return db
    .selectFrom('mail_addresses')
    .leftJoin('mailboxes', 'mailboxes.id', 'mail_addresses.target_id')
    .leftJoin('mailbox_forwards', 'mailbox_forwards.mailbox_id', 'mail_addresses.target_id')
    .leftJoin('mail_alias_members', 'mail_alias_members.alias_id', 'mail_addresses.target_id')
    .select(['mail_addresses.kind', 'mailboxes.keep_forwarded', 'mailboxes.vacation_enabled'])
    .leftJoin('mail_list_addresses', (join) =>
      join
        .onRef('mail_list_addresses.list_id', '=', 'mail_addresses.target_id')
        .on('mail_list_addresses.part', '=', sql.lit('member')),
    )
    .select(['mailbox_forwards.address as forward', 'mail_alias_members.address as member'])
    .select('mail_list_addresses.address as listed')
    .where('mail_addresses.address', '=', '')
}

type TargetRow = Awaited<ReturnType<ReturnType<typeof selectTarget>['execute']>>[number]

function toTarget(rows: readonly TargetRow[]): DeliveryTarget | null {
  const [first] = rows
  if (!first) return null
  if (first.kind === 'alias') return { kind: 'alias', addresses: present(rows.map((row) => row.member)) }
  if (first.kind === 'list') return { kind: 'list', addresses: present(rows.map((row) => row.listed)) }
  const forwardTo = present(rows.map((row) => row.forward))
  const answers = first.vacation_enabled === 1
  return { kind: 'mailbox', forwardTo, keepForwarded: first.keep_forwarded === 1, answers }
}

function present(addresses: readonly (string | null)[]): readonly string[] {
  return addresses.filter((address) => address !== null).toSorted()
}

function selectHolder(db: Db) {
  return db
    .selectFrom('mailboxes')
    .innerJoin('accounts', 'accounts.id', 'mailboxes.account_id')
    .select(['mailboxes.id', 'mailboxes.account_id', 'mailboxes.address', 'password_hash', 'quota_mb'])
    .select([
      'mailboxes.enabled',
      'mailboxes.protocols',
      'must_change_password',
      'accounts.enabled as account_enabled',
    ])
    .select(['vacation_enabled', 'vacation_message'])
    .where('mailboxes.address', '=', '')
    .where('mailboxes.deleted_at_ms', 'is', null)
}

type HolderRow = Awaited<ReturnType<ReturnType<typeof selectHolder>['execute']>>[number]

function toHolder([row]: readonly HolderRow[]): MailboxHolder | null {
  if (!row) return null
  return {
    id: row.id,
    accountId: row.account_id,
    address: row.address,
    passwordHash: row.password_hash,
    signsIn: row.enabled === 1 && row.account_enabled === 1,
    mustChangePassword: row.must_change_password === 1,
    protocols: protocolsIn(row.protocols),
    quotaMb: row.quota_mb,
    vacationMessage: row.vacation_enabled === 1 ? row.vacation_message : null,
  }
}

async function aliasesTo(db: Db, address: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('mail_alias_members')
    .innerJoin('mail_aliases', 'mail_aliases.id', 'mail_alias_members.alias_id')
    .select('mail_aliases.address')
    .where('mail_alias_members.address', '=', address)
    .orderBy('mail_aliases.address')
    .execute()
  return rows.map((row) => row.address)
}

async function noteLogin(db: Db, address: string, atMs: number, unlessSinceMs: number): Promise<void> {
  await db
    .updateTable('mailboxes')
    .set({ last_login_at_ms: atMs })
    .where('address', '=', address)
    .where('deleted_at_ms', 'is', null)
    .where((eb) => eb.or([eb('last_login_at_ms', 'is', null), eb('last_login_at_ms', '<', unlessSinceMs)]))
    .execute()
}

async function noteUsage(db: Db, address: string, usageMb: number): Promise<void> {
  await db
    .updateTable('mailboxes')
    .set({ usage_mb: usageMb })
    .where('address', '=', address)
    .where('deleted_at_ms', 'is', null)
    .where('usage_mb', '!=', usageMb)
    .execute()
}
