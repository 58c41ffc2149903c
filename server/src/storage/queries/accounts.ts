import { type Account, type AccountSettings, FIRST_ACCOUNT_ID } from '../../domain/accounts/account.ts'
import type { AccountStore } from '../../domain/accounts/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import { bit, optionalBit } from '../tables/columns.ts'
import type { AccountRow } from '../tables/people.ts'
import type { Db } from '../tables.ts'
import { nextNumber } from './counters.ts'

export function accountQueries(session: Session): AccountStore {
  return {
    nextId: () => session.write(nextId),
    insert: (account) =>
      session.write(async (db) => {
        await db.insertInto('accounts').values(toRow(account)).execute()
      }),
    byId: (id) => session.read((db) => byId(db, id)),
    list: () =>
      session.read(async (db) => {
        const rows = await db
          .selectFrom('accounts')
          .selectAll()
          .orderBy('created_at_ms')
          .orderBy('id')
          .execute()
        return rows.map(toAccount)
      }),
    hold: (id) => session.write((db) => hold(db, id)),
    update: (id, settings) => session.write((db, changed) => update(db, changed, id, settings)),
  }
}

/** Skips the owner's number, and those that were chosen by hand. */
async function nextId(db: Db): Promise<string> {
  for (;;) {
    const id = String(await nextNumber(db, 'account'))
    if (id !== FIRST_ACCOUNT_ID && !(await byId(db, id))) return id
  }
}

async function byId(db: Db, id: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toAccount(row) : null
}

/** An update that changes nothing: SQLite has no `select … for update`. */
async function hold(db: Db, id: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set((eb) => ({ created_at_ms: eb.ref('created_at_ms') }))
    .where('id', '=', id)
    .execute()
}

/** Names every user of the account as changed: a suspended account stops all of them. */
async function update(
  db: Db,
  changed: ChangeLog,
  id: string,
  settings: Partial<AccountSettings>,
): Promise<boolean> {
  const set = {
    name: settings.name,
    enabled: optionalBit(settings.enabled),
    reset_keeps_tokens: optionalBit(settings.resetKeepsTokens),
    api_reveal: optionalBit(settings.apiReveal),
    step_up_minutes: settings.stepUpMinutes,
    show_once: optionalBit(settings.showOnce),
    session_idle_seconds: settings.sessionIdleSeconds,
    password_life_seconds: settings.passwordLifeSeconds,
    password_history: settings.passwordHistory,
    second_factor_required: optionalBit(settings.secondFactorRequired),
    own_domains: optionalBit(settings.ownDomains),
  }
  if (Object.values(set).every((value) => value === undefined)) return (await byId(db, id)) !== null
  const { numUpdatedRows } = await db.updateTable('accounts').set(set).where('id', '=', id).executeTakeFirst()
  const users = await db.selectFrom('users').select('id').where('account_id', '=', id).execute()
  for (const user of users) changed.touch(user.id)
  return numUpdatedRows > 0n
}

function toRow(account: Account): AccountRow {
  return {
    id: account.id,
    name: account.name,
    enabled: bit(account.enabled),
    reset_keeps_tokens: bit(account.resetKeepsTokens),
    api_reveal: bit(account.apiReveal),
    step_up_minutes: account.stepUpMinutes,
    show_once: bit(account.showOnce),
    session_idle_seconds: account.sessionIdleSeconds,
    password_life_seconds: account.passwordLifeSeconds,
    password_history: account.passwordHistory,
    second_factor_required: bit(account.secondFactorRequired),
    own_domains: bit(account.ownDomains),
    created_at_ms: account.createdAtMs,
  }
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled === 1,
    resetKeepsTokens: row.reset_keeps_tokens === 1,
    apiReveal: row.api_reveal === 1,
    stepUpMinutes: row.step_up_minutes,
    showOnce: row.show_once === 1,
    sessionIdleSeconds: row.session_idle_seconds,
    passwordLifeSeconds: row.password_life_seconds,
    passwordHistory: row.password_history,
    secondFactorRequired: row.second_factor_required === 1,
    ownDomains: row.own_domains === 1,
    createdAtMs: row.created_at_ms,
  }
}
