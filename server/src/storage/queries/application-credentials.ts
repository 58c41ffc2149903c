import type { AccessRule } from '../../domain/application-credentials/access-rule.ts'
import type { ApplicationCredential } from '../../domain/application-credentials/application-credential.ts'
import type { ApplicationCredentialStore } from '../../domain/application-credentials/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import { bit } from '../tables/columns.ts'
import type { ApplicationCredentialRow } from '../tables/credentials.ts'
import type { Db } from '../tables.ts'

/** Every change names the user: what is remembered of application credentials is remembered by user. */
export function applicationCredentialQueries(session: Session): ApplicationCredentialStore {
  return {
    insert: (credential) =>
      session.write(async (db, changed) => {
        await db.insertInto('application_credentials').values(toRow(credential)).execute()
        changed.touch(credential.userId)
      }),
    ofUser: (userId) => session.read((db) => ofUser(db, userId)),
    ownerOf: (id) =>
      session.read(async (db) => {
        const row = await db
          .selectFrom('application_credentials')
          .select('user_id')
          .where('id', '=', id)
          .executeTakeFirst()
        return row?.user_id ?? null
      }),
    delete: (userId, id) => session.write((db, changed) => remove(db, changed, userId, id)),
    deleteAll: () => session.write(removeAll),
    setStateOfAll: (state) => session.write((db, changed) => setStateOfAll(db, changed, state)),
    redigest: (id, from, to) => session.write((db, changed) => redigest(db, changed, id, from, to)),
  }
}

async function ofUser(db: Db, userId: string): Promise<ApplicationCredential[]> {
  const query = db
    .selectFrom('application_credentials')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('name')
    .orderBy('id')
  return (await query.execute()).map(toCredential)
}

async function remove(db: Db, changed: ChangeLog, userId: string, id: string): Promise<string | null> {
  const row = await db
    .deleteFrom('application_credentials')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
  changed.touch(userId)
  return row?.name ?? null
}

async function removeAll(db: Db, changed: ChangeLog): Promise<void> {
  const rows = await db.deleteFrom('application_credentials').returning('user_id').execute()
  for (const row of rows) changed.touch(row.user_id)
}

async function setStateOfAll(
  db: Db,
  changed: ChangeLog,
  state: ApplicationCredential['state'],
): Promise<void> {
  const rows = await db
    .updateTable('application_credentials')
    .set({ state })
    .where('state', '!=', state)
    .returning('user_id')
    .execute()
  for (const row of rows) changed.touch(row.user_id)
}

async function redigest(db: Db, changed: ChangeLog, id: string, from: string, to: string): Promise<void> {
  const rows = await db
    .updateTable('application_credentials')
    .set({ digest: to })
    .where('id', '=', id)
    .where('digest', '=', from)
    .returning('user_id')
    .execute()
  for (const row of rows) changed.touch(row.user_id)
}

function toRow(credential: ApplicationCredential): ApplicationCredentialRow {
  const { accessRules } = credential
  return {
    id: credential.id,
    account_id: credential.accountId,
    user_id: credential.userId,
    name: credential.name,
    description: credential.description,
    digest: credential.digest,
    roles: credential.roles.join(' '),
    unrestricted: bit(credential.unrestricted),
    access_rules: accessRules && JSON.stringify(accessRules),
    created_at_ms: credential.createdAtMs,
    expires_at_ms: credential.expiresAtMs,
    state: credential.state,
  }
}

function toCredential(row: ApplicationCredentialRow): ApplicationCredential {
  return {
    id: row.id,
    userId: row.user_id,
    accountId: row.account_id,
    name: row.name,
    description: row.description,
    digest: row.digest,
    roles: row.roles === '' ? [] : row.roles.split(' '),
    unrestricted: row.unrestricted === 1,
    accessRules: toRules(row.access_rules),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    state: row.state,
  }
}

/** @throws SyntaxError for what was not written here: better no credential than one without its limits */
function toRules(text: string | null): readonly AccessRule[] | null {
  if (text === null) return null
  const rules: readonly AccessRule[] = JSON.parse(text)
  return rules
}
