import { type Endpoint, serviceIdOf } from '../../domain/catalog/endpoint.ts'
import type { EndpointStore } from '../../domain/catalog/stores.ts'
import type { Session } from '../session.ts'
import type { EndpointRow } from '../tables/catalog.ts'
import type { Db } from '../tables.ts'
import { nextNumber } from './counters.ts'

export function endpointQueries(session: Session): EndpointStore {
  return {
    insert: (endpoint) => session.write((db) => insert(db, endpoint)),
    update: ({ id, ...endpoint }) =>
      session.write(async (db) => {
        await db.updateTable('endpoints').set(toRow(endpoint)).where('id', '=', id).execute()
      }),
    list: () => session.read((db) => list(db).then((all) => all.filter(({ publicUrl }) => publicUrl !== ''))),
    places: () => session.read(list),
    delete: (name, region) =>
      session.write(async (db) => {
        let query = db.deleteFrom('endpoints').where('name', '=', name)
        if (region !== undefined) query = query.where((eb) => eb(eb.fn('upper', ['region']), '=', region))
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

/** With the id of its service where that is not the one that follows from what the service is called. */
async function list(db: Db): Promise<Endpoint[]> {
  const rows = await db
    .selectFrom('endpoints')
    .leftJoin('catalog_services as service', (join) =>
      join.onRef('service.name', '=', 'endpoints.name').onRef('service.type', '=', 'endpoints.type'),
    )
    .selectAll('endpoints')
    .select('service.id as service_id')
    .orderBy('endpoints.id')
    .execute()
  return rows.map(({ service_id, ...row }) => {
    const endpoint = toEndpoint(row)
    const isItsOwn = service_id !== null && service_id !== serviceIdOf(endpoint)
    return isItsOwn ? { ...endpoint, serviceId: service_id } : endpoint
  })
}

async function insert(db: Db, endpoint: Omit<Endpoint, 'id'>): Promise<Endpoint> {
  const row: EndpointRow = { id: await nextNumber(db, 'endpoint'), ...toRow(endpoint) }
  await db.insertInto('endpoints').values(row).execute()
  return toEndpoint(row)
}

function toRow(endpoint: Omit<Endpoint, 'id'>): Omit<EndpointRow, 'id'> {
  return {
    name: endpoint.name,
    type: endpoint.type,
    region: endpoint.region ?? '',
    public_url: endpoint.publicUrl,
    internal_url: endpoint.internalUrl,
    admin_url: endpoint.adminUrl ?? null,
    labels: endpoint.labels ? JSON.stringify(endpoint.labels) : null,
  }
}

function toEndpoint(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    region: row.region === '' ? null : row.region,
    publicUrl: row.public_url,
    internalUrl: row.internal_url,
    ...(row.admin_url !== null && { adminUrl: row.admin_url }),
    ...(row.labels !== null && { labels: JSON.parse(row.labels) }),
  }
}
