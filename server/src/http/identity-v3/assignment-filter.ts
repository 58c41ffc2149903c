import { type Assignment, isAt } from './assignment-wire.ts'
import { isSet, textOf } from './filters.ts'

/** Which assignments an address asks for. */
export interface AssignmentFilter {
  readonly userId: string | null
  /** Asks for the roles of a group instead. */
  readonly groupId: string | null
  readonly accountId: string | null
  readonly roleId: string | null
  /** Asks for roles in a domain or the system, where operators alone have any. */
  readonly isBeyondProjects: boolean
  /** Asks for what nobody has here: roles that are inherited. */
  readonly isNone: boolean
  readonly withNames: boolean
  readonly fits: (assignment: Pick<Assignment, 'role' | 'place'>) => boolean
}

const INHERITED = 'scope.OS-INHERIT:inherited_to'

/** @throws RequestError for a parameter given twice */
export function readAssignmentFilter(query: unknown): AssignmentFilter {
  const asked = new Map(Object.entries(query ?? {}).map(([name, value]) => [name, textOf(value)]))
  const projectId = asked.get('scope.project.id')
  const domainId = asked.get('scope.domain.id')
  const system = asked.get('scope.system')
  const roleId = asked.get('role.id')
  const fits = (assignment: Pick<Assignment, 'role' | 'place'>) =>
    (roleId === undefined || assignment.role.id === roleId) &&
    (projectId === undefined || isAt(assignment, 'project', projectId)) &&
    (domainId === undefined || isAt(assignment, 'domain', domainId)) &&
    (system === undefined || isAt(assignment, 'system', system))
  return {
    userId: asked.get('user.id') ?? null,
    groupId: asked.get('group.id') ?? null,
    accountId: projectId ?? null,
    roleId: roleId ?? null,
    isBeyondProjects: domainId !== undefined || system !== undefined,
    isNone: asked.has(INHERITED),
    withNames: isSet(asked.get('include_names')),
    fits,
  }
}
