import type { ExpressionBuilder } from 'kysely'
import type { OutOfSight, SightQuery } from '../../domain/users/stores.ts'
import type { Db, Tables } from '../tables.ts'

/** Whether a user is one of those whom somebody may not look at. */
export function outOfSight(eb: ExpressionBuilder<Tables, 'users'>, { roles, exceptUserId }: OutOfSight) {
  const hiding = eb
    .selectFrom('user_roles as hiding')
    .select('hiding.role')
    .whereRef('hiding.user_id', '=', 'users.id')
    .where('hiding.role', 'in', roles)
  return eb.and([eb('users.id', '<>', exceptUserId), eb.exists(hiding)])
}

/** Those out of sight are few and found by their roles; counting those in sight would ask about each user. */
export async function countOutOfSight(db: Db, query: SightQuery): Promise<number> {
  const { accountId, role, outOfSight: hidden } = query
  // PostgreSQL reads no empty list.
  if (hidden.roles.length === 0) return 0
  let hiding = db
    .selectFrom('user_roles')
    .select((eb) => eb.fn.count<number>('user_id').distinct().as('users'))
    .where('account_id', '=', accountId)
    .where('role', 'in', hidden.roles)
    .where('user_id', '<>', hidden.exceptUserId)
  if (role !== undefined) {
    const holders = db.selectFrom('user_roles as held').select('held.user_id').where('held.role', '=', role)
    hiding = hiding.where('user_id', 'in', holders)
  }
  return (await hiding.executeTakeFirstOrThrow()).users
}

export async function countHolders(db: Db, accountId: string, role: string): Promise<number> {
  const held = db
    .selectFrom('user_roles')
    .select((eb) => eb.fn.count<number>('user_id').distinct().as('users'))
    .where('account_id', '=', accountId)
    .where('role', '=', role)
  return (await held.executeTakeFirstOrThrow()).users
}
