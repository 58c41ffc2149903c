import type { MailSettingsStore, SettingsOwner } from '../../domain/mail-settings/stores.ts'
import type { Session } from '../session.ts'

export function mailSettingsQueries(session: Session): MailSettingsStore {
  return {
    get: (owner, kind) =>
      session.read(async (db) => {
        const rows = db.selectFrom('mail_settings').select('value').where('owner_id', '=', ownerId(owner))
        return (await rows.where('kind', '=', kind).executeTakeFirst())?.value ?? null
      }),
    ofDomain: (domainId, kind) =>
      session.read(async (db) => {
        const rows = db.selectFrom('mail_settings').select(['mailbox_id', 'value'])
        const found = await rows.where('domain_id', '=', domainId).where('kind', '=', kind).execute()
        return found.map(({ mailbox_id: mailboxId, value }) => ({
          owner: { domainId, mailboxId },
          json: value,
        }))
      }),
    put: (owner, kind, value) =>
      session.write(async (db) => {
        await db
          .insertInto('mail_settings')
          .values({ ...ownerColumns(owner), kind, value })
          .onConflict((conflict) => conflict.columns(['owner_id', 'kind']).doUpdateSet({ value }))
          .execute()
      }),
    dropOfMailboxes: (domainId, kind) =>
      session.write(async (db) => {
        const rows = db.deleteFrom('mail_settings').where('domain_id', '=', domainId)
        const dropped = rows.where('mailbox_id', 'is not', null).where('kind', '=', kind)
        return Number((await dropped.executeTakeFirst()).numDeletedRows)
      }),
  }
}

/** Ids of domains and of mailboxes are random: no two of them are alike. */
export function ownerId({ domainId, mailboxId }: SettingsOwner): string {
  return mailboxId ?? domainId
}

export function ownerColumns(owner: SettingsOwner) {
  return { owner_id: ownerId(owner), domain_id: owner.domainId, mailbox_id: owner.mailboxId }
}
