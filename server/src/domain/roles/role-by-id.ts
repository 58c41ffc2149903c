import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { type GivableRole, listRoles } from './list-roles.ts'

/** A role that can be given, by the id that tokens show. @throws DomainError `role.not_found` */
export async function roleById(stores: Pick<Stores, 'roles'>, id: string): Promise<GivableRole> {
  const role = (await listRoles(stores)).find((one) => one.id === id)
  if (!role) throw new DomainError('role.not_found')
  return role
}
