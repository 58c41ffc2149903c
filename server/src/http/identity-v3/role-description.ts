import { type Json, operations, type Row } from '../kit/api-description.ts'
import { LINKS, list, PAGED } from './directory-description.ts'

const ROLE: Json = {
  id: 'd5a1c60f2b7e4938a4f06b9de1c37a52',
  name: 'reader',
  description: 'Reads.',
  domain_id: null,
  links: LINKS,
}
const ASSIGNMENT: Json = {
  role: { id: 'd5a1c60f2b7e4938a4f06b9de1c37a52' },
  user: { id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918' },
  scope: { project: { id: '100000' } },
  links: { assignment: 'URL' },
}

/** Where roles hold: the path, how operations there are called, and how people say it. */
const PLACES = [
  ['/projects/:projectId', 'Project', 'in a project'],
  ['/domains/:domainId', 'Domain', 'in the domain'],
  ['/system', 'System', 'in the system'],
] as const

export const ROLE_OPERATIONS = operations('Roles', [
  ['GET /roles', 'listRoles', 'Roles', { query: PAGED, answer: list('roles', ROLE) }],
  [
    'POST /roles',
    'createRole',
    'Make a role for services to ask for, for operators',
    {
      body: { role: { name: 'auditor', description: 'Reads the books' } },
      success: 201,
      answer: { role: ROLE },
      refusals: [409, 413],
    },
  ],
  ['GET /roles/:id', 'getRole', 'One role', { answer: { role: ROLE } }],
  [
    'PATCH /roles/:id',
    'updateRole',
    'Say anew what a role is for',
    { body: { role: { description: 'Reads all books' } }, answer: { role: ROLE }, refusals: [413] },
  ],
  ['DELETE /roles/:id', 'deleteRole', 'Delete a role, from everybody who has it at once'],
  ...PLACES.flatMap(([path, place, words]): readonly Row[] => {
    const roles = `${path}/users/:userId/roles` as const
    return [
      [`GET ${roles}`, `list${place}Roles`, `Roles of a user ${words}`, { answer: list('roles', ROLE) }],
      [`GET ${roles}/:roleId`, `check${place}Role`, `Whether a user has a role ${words}`, { success: 204 }],
      [`PUT ${roles}/:roleId`, `give${place}Role`, `Give a user a role ${words}`],
      [`DELETE ${roles}/:roleId`, `take${place}Role`, `Take a role of a user ${words} away`],
    ]
  }),
  [
    'GET /role_assignments',
    'listRoleAssignments',
    'Who has which role where',
    {
      query: {
        'user.id': 'Only those of this user',
        'role.id': 'Only those of this role',
        'scope.project.id': 'Only those in this project',
        'scope.domain.id': 'Only those in this domain',
        'scope.system': 'all: only those in the system',
        include_names: 'Given, names come with the ids',
        limit: PAGED.limit,
        marker: PAGED.marker,
      },
      answer: list('role_assignments', ASSIGNMENT),
    },
  ],
])
