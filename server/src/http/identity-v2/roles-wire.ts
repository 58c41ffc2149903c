import { z } from 'zod'
import { roleNamed } from '../../domain/roles/custom-role.ts'
import type { HeldRole } from '../../domain/roles/held-roles.ts'
import type { Role } from '../../domain/roles/roles.ts'
import { OBJECT_STORE_DEFAULT } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'
import { sha256Hex } from '../../lib/sha256.ts'
import { RequestError } from '../kit/request-error.ts'

/** The id of a service follows from its name, as a role's does. */
export function serviceIdOf(name: string): string {
  return sha256Hex(`service:${name}`).slice(0, 32)
}

/** A role in the catalogue of roles. What stands before the colon names the service that asks for it. */
export function catalogueRoleToWire({ id, name, description }: Role) {
  const [service, ...rest] = name.split(':')
  const serviceId = service && rest.length > 0 ? { serviceId: serviceIdOf(service) } : {}
  return { id, name, description, ...serviceId, 'RAX-AUTH:propagate': false }
}

const EVERYWHERE = ['*']
const ASSIGNMENTS = 'RAX-AUTH:roleAssignments'

/**
 * What a user's roles are and where each comes from: given to the user, to groups of the user, or had by every user. An
 * account is one tenant, so a role for the account is one for all its tenants.
 */
export function assignmentsToWire({ id, accountId }: User, held: readonly HeldRole[]) {
  const given = held.map(({ name, isOwn, groups }) => {
    const own = isOwn ? [sourceToWire('USER', id)] : []
    const sources = [...own, ...groups.map((group) => sourceToWire('USERGROUP', group.id))]
    return assignmentToWire(roleNamed(name), EVERYWHERE, sources)
  })
  const storage = { sourceType: 'SYSTEM', sourceId: accountId, assignmentType: 'TENANT' }
  const forAll = assignmentToWire(roleNamed(OBJECT_STORE_DEFAULT), [accountId], [storage])
  return { [ASSIGNMENTS]: { tenantAssignments: [...given, forAll] } }
}

function sourceToWire(sourceType: 'USER' | 'USERGROUP', sourceId: string) {
  return { sourceType, sourceId, assignmentType: 'DOMAIN' }
}

function assignmentToWire({ id, name }: Role, forTenants: readonly string[], from: readonly object[]) {
  const sources = from.map((source) => ({ ...source, forTenants }))
  return { onRole: id, onRoleName: name, forTenants, sources }
}

const Assignment = z.object({ onRole: z.string(), forTenants: z.array(z.string()).min(1) })
const Body = z.object({ [ASSIGNMENTS]: z.object({ tenantAssignments: z.array(Assignment).max(100) }) })

/** Which roles are given for which tenants. @throws RequestError, also for a role that is named twice */
export function assignmentsFromWire(body: unknown): readonly z.infer<typeof Assignment>[] {
  const parsed = Body.safeParse(body)
  const assignments = parsed.success ? parsed.data[ASSIGNMENTS].tenantAssignments : []
  const isTwice = new Set(assignments.map(({ onRole }) => onRole)).size < assignments.length
  if (!parsed.success || isTwice) {
    const words = `The body needs ${ASSIGNMENTS} with tenantAssignments (onRole, forTenants), each role once.`
    throw new RequestError('bad_request', words)
  }
  return assignments
}
