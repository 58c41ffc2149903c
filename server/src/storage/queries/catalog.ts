import type { CatalogService } from '../../domain/catalog/catalog-service.ts'
import type { Region } from '../../domain/catalog/region.ts'
import type { CatalogStore } from '../../domain/catalog/stores.ts'
import type { Session } from '../session.ts'
import type { CatalogServiceRow, RegionRow } from '../tables/catalog.ts'

export function catalogQueries(session: Session): CatalogStore {
  return {
    hold: () =>
      session.write(async (db) => {
        // An update that changes nothing: SQLite has no `select … for update`.
        await db
          .updateTable('counters')
          .set((eb) => ({ value: eb.ref('value') }))
          .where('name', '=', 'endpoint')
          .execute()
      }),
    ...services(session),
    ...regions(session),
  }
}

function services(session: Session) {
  return {
    services: () =>
      session.read(async (db): Promise<CatalogService[]> => {
        const rows = await db
          .selectFrom('catalog_services')
          .selectAll()
          .orderBy('name')
          .orderBy('type')
          .execute()
        return rows.map(({ id, name, type, description }) => ({ id, name, type, description }))
      }),
    putService: (service: CatalogServiceRow) =>
      session.write(async (db) => {
        const { id, name, type, description } = service
        await db
          .insertInto('catalog_services')
          .values({ id, name, type, description })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, type, description }))
          .execute()
      }),
    deleteService: (id: string) =>
      session.write(async (db) => {
        await db.deleteFrom('catalog_services').where('id', '=', id).execute()
      }),
  }
}

function regions(session: Session) {
  return {
    regions: () =>
      session.read(async (db) => {
        const rows = await db.selectFrom('regions').selectAll().orderBy('id').execute()
        return rows.map(toRegion)
      }),
    putRegion: ({ id, description, parentId }: Region) =>
      session.write(async (db) => {
        const told = { description, parent_id: parentId }
        await db
          .insertInto('regions')
          .values({ id, ...told })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(told))
          .execute()
      }),
    deleteRegion: (id: string) =>
      session.write(async (db) => {
        await db.deleteFrom('regions').where('id', '=', id).execute()
      }),
  }
}

function toRegion({ id, description, parent_id }: RegionRow): Region {
  return { id, description, parentId: parent_id }
}
