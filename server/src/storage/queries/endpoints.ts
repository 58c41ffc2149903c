import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import type { EndpointStore } from '../../domain/store.ts'
import type { Session } from '../session.ts'
import type { Db, EndpointRow } from '../tables.ts'
import { nextNumber } from './counters.ts'

export function endpointQueries(session: Session): EndpointStore {
  return {
    insert: (endpoint) => session.write((db) => insert(db, endpoint)),
    list: () =>
      session.read(async (db) => {
        const rows = await db.selectFrom('endpoints').selectAll().orderBy('id').execute()
        return rows.map(toEndpoint)
      }),
    delete: (name, region) =>
      session.write(async (db) => {
        let query = db.deleteFrom('endpoints').where('name', '=', name)
        if (region !== undefined) query = query.where('region', '=', region)
        const { numDeletedRows } = await query.executeTakeFirst()
        return Number(numDeletedRows)
      }),
    deleteOne: (id) =>
      session.write(async (db) => {
        const row = await db.deleteFrom('endpoints').where('id', '=', id).returningAll().executeTakeFirst()
        return row ? toEndpoint(row) : null
      }),
  }
}

async function insert(db: Db, endpoint: Omit<Endpoint, 'id'>): Promise<Endpoint> {
  const row: EndpointRow = {
    id: await nextNumber(db, 'endpoint'),
    name: endpoint.name,
    type: endpoint.type,
    region: endpoint.region ?? '',
    public_url: endpoint.publicUrl,
    internal_url: endpoint.internalUrl,
  }
  await db.insertInto('endpoints').values(row).execute()
  return toEndpoint(row)
}

function toEndpoint(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    region: row.region === '' ? null : row.region,
    publicUrl: row.public_url,
    internalUrl: row.internal_url,
  }
}
