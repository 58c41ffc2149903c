import type { MailboxFactor } from '../../domain/mailbox-owners/mailbox-factor.ts'
import type { MailboxFactorStore } from '../../domain/mailbox-owners/stores.ts'
import type { Session } from '../session.ts'
import type { MailboxFactorRow } from '../tables/hosted-mail.ts'
import type { Db } from '../tables.ts'

export function mailboxFactorQueries(session: Session): MailboxFactorStore {
  return {
    ofMailbox: (mailboxId) =>
      session.read(async (db) => {
        const row = await ofMailbox(db, mailboxId).executeTakeFirst()
        return row ? toFactor(row) : null
      }),
    put: (factor) => session.write((db) => put(db, toRow(factor))),
    delete: (mailboxId) =>
      session.write(async (db) => {
        const one = db.deleteFrom('mailbox_factors').where('mailbox_id', '=', mailboxId)
        return (await one.executeTakeFirst()).numDeletedRows > 0n
      }),
    deleteAll: () =>
      session.write(async (db) => {
        await db.deleteFrom('mailbox_factors').execute()
      }),
    page: (afterMailboxId, limit) =>
      session.read(async (db) => {
        const rows = db.selectFrom('mailbox_factors').selectAll().where('mailbox_id', '>', afterMailboxId)
        return (await rows.orderBy('mailbox_id').limit(limit).execute()).map(toFactor)
      }),
    reseal: (mailboxId, sealed) =>
      session.write(async (db) => {
        await db.updateTable('mailbox_factors').set({ sealed }).where('mailbox_id', '=', mailboxId).execute()
      }),
  }
}

function ofMailbox(db: Db, mailboxId: string) {
  return db.selectFrom('mailbox_factors').selectAll().where('mailbox_id', '=', mailboxId)
}

async function put(db: Db, row: MailboxFactorRow): Promise<void> {
  const { mailbox_id: _, ...rest } = row
  await db
    .insertInto('mailbox_factors')
    .values(row)
    .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(rest))
    .execute()
}

function toRow(factor: MailboxFactor): MailboxFactorRow {
  return {
    mailbox_id: factor.mailboxId,
    account_id: factor.accountId,
    sealed: factor.sealed,
    created_at_ms: factor.createdAtMs,
    verified_at_ms: factor.verifiedAtMs,
    last_step: factor.lastStep,
    failed_at_ms: factor.failedAtMs.join(' '),
  }
}

function toFactor(row: MailboxFactorRow): MailboxFactor {
  return {
    mailboxId: row.mailbox_id,
    accountId: row.account_id,
    sealed: row.sealed,
    createdAtMs: row.created_at_ms,
    verifiedAtMs: row.verified_at_ms,
    lastStep: row.last_step,
    failedAtMs: row.failed_at_ms === '' ? [] : row.failed_at_ms.split(' ').map(Number),
  }
}
