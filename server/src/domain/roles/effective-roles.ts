import { roleNamed } from './custom-role.ts'
import { BUILT_IN_ROLES, type Role, SERVICE_ADMIN } from './roles.ts'

const ADMIN: Role = {
  id: 'a7c2e94b1f5d4806b3d8e60c95f1724a',
  name: 'admin',
  description: 'Runs the installation.',
  perTenant: false,
}
const MEMBER: Role = {
  id: '9fe2ff9ee4384b1894a90878d3e92bab',
  name: 'member',
  description: 'Every user.',
  perTenant: false,
}

/** Every role there is, those that nobody is given included: OpenStack's services look for them. */
export const ALL_ROLES: readonly Role[] = [...BUILT_IN_ROLES, ADMIN, MEMBER]

/** What somebody with these roles has in their account as OpenStack's services see it. */
export function effectiveRoles(roles: readonly string[]): readonly Role[] {
  const isOperator = roles.includes(SERVICE_ADMIN)
  const made = roles.filter((name) => ALL_ROLES.every((role) => role.name !== name)).map(roleNamed)
  const builtIn = ALL_ROLES.filter((role) => {
    if (role === ADMIN) return isOperator
    return role === MEMBER || role.perTenant || roles.includes(role.name)
  })
  return [...builtIn, ...made]
}

/** What somebody must have been given to have a role in effect; null for one that every user has. */
export function givenFor(role: Role): string | null {
  if (role.id === ADMIN.id) return SERVICE_ADMIN
  return role.id === MEMBER.id || role.perTenant ? null : role.name
}
