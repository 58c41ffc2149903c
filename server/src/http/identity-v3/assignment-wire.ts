import type { Group } from '../../domain/groups/group.ts'
import { type Place, rolesIn } from '../../domain/roles/places.ts'
import type { Role } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

/** One role of one user in one place. */
export interface Assignment {
  readonly user: User
  readonly role: Role
  readonly place: Place
}

/** What a user's tokens can show, place by place. */
export function assignmentsOf(user: User): readonly Assignment[] {
  const places: readonly Place[] = [
    { kind: 'project', accountId: user.accountId },
    { kind: 'domain' },
    { kind: 'system' },
  ]
  return places.flatMap((place) => rolesIn(user, place).map((role) => ({ user, role, place })))
}

/** @param id as Keystone names the place: the system is `all` */
export function isAt({ place }: Pick<Assignment, 'place'>, kind: Place['kind'], id: string): boolean {
  if (place.kind !== kind) return false
  if (place.kind === 'project') return place.accountId === id
  return id === (kind === 'domain' ? DEFAULT_DOMAIN.id : 'all')
}

/** Names an assignment in a list: there is one of a user, a place and a role. */
export function markerOf({ user, role, place }: Assignment): string {
  return `${user.id}.${place.kind}.${role.id}`
}

/** The id of the user whom a marker names. */
export function splitMarker(marker: string): string {
  return marker.split('.', 1)[0] ?? ''
}

export function assignmentToWire(assignment: Assignment, publicUrl: string, withNames: boolean) {
  const { user, role, place } = assignment
  const { id, name } = user
  return {
    role: { id: role.id, ...(withNames && { name: role.name }) },
    user: { id, ...(withNames && { name, domain: DEFAULT_DOMAIN }) },
    scope: scopeToWire(place, withNames),
    links: { assignment: `${publicUrl}/v3${pathOf(place)}/users/${id}/roles/${role.id}` },
  }
}

/** One role of a group in its project. */
export interface GroupAssignment {
  readonly group: Group
  readonly role: Role
  readonly place: Place
}

export function groupAssignmentToWire(
  { group: { id, name }, role, place }: GroupAssignment,
  publicUrl: string,
  withNames: boolean,
) {
  return {
    role: { id: role.id, ...(withNames && { name: role.name }) },
    group: { id, ...(withNames && { name, domain: DEFAULT_DOMAIN }) },
    scope: scopeToWire(place, withNames),
    links: { assignment: `${publicUrl}/v3${pathOf(place)}/groups/${id}/roles/${role.id}` },
  }
}

function scopeToWire(place: Place, withNames: boolean) {
  if (place.kind === 'project') {
    const { accountId: id } = place
    return { project: { id, ...(withNames && { name: id, domain: DEFAULT_DOMAIN }) } }
  }
  if (place.kind === 'system') return { system: { all: true } }
  return { domain: withNames ? DEFAULT_DOMAIN : { id: DEFAULT_DOMAIN.id } }
}

function pathOf(place: Place): string {
  if (place.kind === 'project') return `/projects/${place.accountId}`
  return place.kind === 'system' ? '/system' : `/domains/${DEFAULT_DOMAIN.id}`
}
