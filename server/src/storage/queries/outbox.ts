import type { OutgoingMail } from '../../domain/mail/outgoing.ts'
import type { OutboxStore } from '../../domain/mail/stores.ts'
import type { Session } from '../session.ts'
import type { OutboxRow } from '../tables/records.ts'
import type { Db } from '../tables.ts'

export function outboxQueries(session: Session): OutboxStore {
  return {
    insert: (mail) =>
      session.write(async (db) => {
        await db.insertInto('outbox').values(toRow(mail)).execute()
      }),
    due: (nowMs, limit) => session.read((db) => due(db, nowMs, limit)),
    claim: ({ id, attempts }, nextAtMs) =>
      session.write(async (db) => {
        const claimed = await db
          .updateTable('outbox')
          .set({ attempts: attempts + 1, next_at_ms: nextAtMs })
          .where('id', '=', id)
          .where('attempts', '=', attempts)
          .executeTakeFirst()
        return claimed.numUpdatedRows > 0n
      }),
    delay: (id, nextAtMs, fault) =>
      session.write(async (db) => {
        const change = { next_at_ms: nextAtMs, fault }
        await db.updateTable('outbox').set(change).where('id', '=', id).execute()
      }),
    makeDue: (nowMs) =>
      session.write(async (db) => {
        await db.updateTable('outbox').set({ next_at_ms: nowMs }).where('next_at_ms', '>', nowMs).execute()
      }),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('outbox').where('id', '=', id).execute()
      }),
    deleteOf: (kind, userId) =>
      session.write(async (db) => {
        await db.deleteFrom('outbox').where('kind', '=', kind).where('user_id', '=', userId).execute()
      }),
    state: () => session.read(state),
    forgetEnded: (nowMs) =>
      session.write(async (db) => {
        await db.deleteFrom('outbox').where('ends_at_ms', '<=', nowMs).execute()
      }),
  }
}

async function due(db: Db, nowMs: number, limit: number): Promise<OutgoingMail[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('next_at_ms', '<=', nowMs)
    .orderBy('next_at_ms')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toMail)
}

async function state(db: Db) {
  const { waiting, oldestAtMs } = await db
    .selectFrom('outbox')
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.min<number | null>('created_at_ms').as('oldestAtMs'),
    ])
    .executeTakeFirstOrThrow()
  const failed = await db
    .selectFrom('outbox')
    .select('fault')
    .where('fault', 'is not', null)
    .orderBy('next_at_ms', 'desc')
    .executeTakeFirst()
  return { waiting: Number(waiting), oldestAtMs, fault: failed?.fault ?? null }
}

function toRow(mail: OutgoingMail): OutboxRow {
  return {
    id: mail.id,
    kind: mail.kind,
    user_id: mail.userId,
    user_name: mail.userName,
    address: mail.address,
    done_from: mail.doneFrom,
    created_at_ms: mail.createdAtMs,
    ends_at_ms: mail.endsAtMs,
    next_at_ms: mail.nextAtMs,
    attempts: mail.attempts,
    fault: mail.fault,
    content: mail.content,
  }
}

function toMail(row: OutboxRow): OutgoingMail {
  return {
    id: row.id,
    kind: row.kind,
    userId: row.user_id,
    userName: row.user_name,
    address: row.address,
    doneFrom: row.done_from,
    createdAtMs: row.created_at_ms,
    endsAtMs: row.ends_at_ms,
    nextAtMs: row.next_at_ms,
    attempts: row.attempts,
    fault: row.fault,
    content: row.content,
  }
}
