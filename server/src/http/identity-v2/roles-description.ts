import { type Json, operations } from '../kit/api-description.ts'
import { MANAGER, SELF_OR_HELPER } from '../kit/rights.ts'

const USER_ID = '0f8c2d0d5be94b6e8d0a4f3c2b1a0918'
export const USER = {
  id: USER_ID,
  username: 'anna',
  email: 'anna@example.com',
  enabled: true,
  'RAX-AUTH:domainId': '100000',
  'RAX-AUTH:multiFactorEnabled': false,
  created: '2026-11-01T09:00:00.000Z',
  updated: '2026-11-22T12:00:00.000Z',
}
const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
/** As users have it; the list of all roles says more. */
export const ROLE: Json = { id: READER, name: 'reader', description: 'Reads.' }
const FULL_ROLE: Json = {
  ...ROLE,
  serviceId: '8c0bfb568933c3857962c244fdfc4336',
  'RAX-AUTH:propagate': false,
}
const ASKED: Json = { onRole: READER, forTenants: ['*'] }
const ASSIGNMENT: Json = {
  ...ASKED,
  onRoleName: 'reader',
  sources: [{ sourceType: 'USER', sourceId: USER_ID, assignmentType: 'DOMAIN', forTenants: ['*'] }],
}
const assignments = (one: Json): Json => ({ 'RAX-AUTH:roleAssignments': { tenantAssignments: [one] } })
const PAGES = { limit: 'Rows in one answer, 1,000 at most', marker: 'The last id of the page before' }
const ROLES_OF_USER = '/users/:userId/roles' as const
const ROLES_IN_TENANT = '/tenants/:tenantId/users/:userId/roles' as const
const TENANT: Json = { id: '100000', name: '100000', enabled: true, description: 'Example' }

export const ROLE_OPERATIONS = operations('Roles', [
  [
    'GET /OS-KSADM/roles',
    'listRoles',
    MANAGER,
    'The roles that can be given',
    {
      query: { ...PAGES, roleName: 'Only the role of this name', serviceId: 'Only roles of this service' },
      answer: { roles: [FULL_ROLE], roles_links: [] },
      refusals: [404, 413],
    },
  ],
  ['GET /OS-KSADM/roles/:roleId', 'getRole', MANAGER, 'One role', { answer: { role: FULL_ROLE } }],
  [
    'GET /OS-KSADM/roles/:roleId/RAX-AUTH/users',
    'listUsersWithRole',
    MANAGER,
    'Who of the account has a role',
    { query: PAGES, answer: { users: [USER] }, refusals: [404, 413] },
  ],
  [
    'GET /users/:userId/RAX-AUTH/roles',
    'listRoleAssignments',
    SELF_OR_HELPER,
    'What a user may do, and where each role comes from: the user (USER), a group (USERGROUP), everybody (SYSTEM)',
    { answer: assignments(ASSIGNMENT) },
  ],
  [
    'PUT /users/:userId/RAX-AUTH/roles',
    'assignRoles',
    MANAGER,
    'Give several roles at once; those not named stay as they are',
    { body: assignments(ASKED), answer: assignments(ASSIGNMENT), refusals: [413, 415] },
  ],
  [`PUT ${ROLES_OF_USER}/OS-KSADM/:roleId`, 'giveRole', MANAGER, 'Give a user a role', { success: 200 }],
  [`DELETE ${ROLES_OF_USER}/OS-KSADM/:roleId`, 'takeRole', MANAGER, 'Take a role from a user'],
  [
    `GET ${ROLES_IN_TENANT}`,
    'listUserRolesInTenant',
    SELF_OR_HELPER,
    'The roles of a user in the account, asked for with its number',
    { answer: { roles: [ROLE], roles_links: [] } },
  ],
  [
    `PUT ${ROLES_IN_TENANT}/OS-KSADM/:roleId`,
    'giveRoleInTenant',
    MANAGER,
    'The same as without it',
    { success: 200 },
  ],
  [`DELETE ${ROLES_IN_TENANT}/OS-KSADM/:roleId`, 'takeRoleInTenant', MANAGER, 'The same as without it'],
])

export const TENANT_OPERATIONS = operations('Tenants', [
  ['GET /tenants/:tenantId', 'getTenant', ['any'], 'An account as a tenant', { answer: { tenant: TENANT } }],
  [
    'GET /tenants/:tenantId/users',
    'listTenantUsers',
    MANAGER,
    'The users of an account whom the caller may see',
    { query: PAGES, answer: { users: [USER] }, refusals: [404, 413] },
  ],
])
