import type { ServiceRule } from '../../domain/services/service-rule.ts'
import type { ServiceRuleStore } from '../../domain/services/stores.ts'
import type { Session } from '../session.ts'
import type { ServiceRuleRow } from '../tables/catalog.ts'
import type { Db } from '../tables.ts'

export function serviceRuleQueries(session: Session): ServiceRuleStore {
  return {
    insert: (rule) => session.write((db) => insert(db, rule)),
    list: () =>
      session.read(async (db) => {
        const query = db
          .selectFrom('service_rules')
          .selectAll()
          .orderBy('service')
          .orderBy('path')
          .orderBy('id')
        return (await query.execute()).map(toRule)
      }),
    delete: (id) =>
      session.write(async (db) => {
        const row = await db
          .deleteFrom('service_rules')
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst()
        return row ? toRule(row) : null
      }),
  }
}

async function insert(db: Db, { id, service, methods, path, role }: ServiceRule): Promise<void> {
  const row: ServiceRuleRow = { id, service, methods: methods.join(' '), path, role }
  await db.insertInto('service_rules').values(row).execute()
}

function toRule({ id, service, methods, path, role }: ServiceRuleRow): ServiceRule {
  return { id, service, methods: methods === '' ? [] : methods.split(' '), path, role }
}
