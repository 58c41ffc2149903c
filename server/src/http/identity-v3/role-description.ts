import { type Json, operations, type Row } from '../kit/api-description.ts'
import { MANAGER, type Needed, SELF_OR_HELPER } from '../kit/rights.ts'
import { LINKS, list, PAGED } from './directory-description.ts'

/** Built in: the same everywhere. */
const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
/** Of operators: built in, too. */
const ADMIN = 'a7c2e94b1f5d4806b3d8e60c95f1724a'
export const ROLE: Json = {
  id: READER,
  name: 'reader',
  description: 'Reads.',
  domain_id: null,
  options: {},
  links: LINKS,
}
const ASSIGNMENT: Json = {
  role: { id: READER },
  user: { id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918' },
  scope: { project: { id: '100000' } },
  links: { assignment: 'URL' },
}

/** Where roles hold: the path, how operations there are called, and how people say it, and what is given. */
const PLACES = [
  ['/projects/:projectId', 'Project', 'in a project', { roleId: READER }],
  ['/domains/:domainId', 'Domain', 'in the domain', { domainId: 'default', roleId: ADMIN }],
  ['/system', 'System', 'in the system', { roleId: ADMIN }],
] as const

const OF_GROUP = '/projects/:projectId/groups/:groupId/roles'

export const ROLE_OPERATIONS = operations('Roles', [
  ['GET /roles', 'listRoles', ['any'], 'Roles', { query: PAGED, answer: list('roles', ROLE) }],
  [
    'POST /roles',
    'createRole',
    ['operator'],
    'Make a role for services to ask for, for operators',
    {
      body: { role: { name: 'auditor', description: 'Reads the books' } },
      success: 201,
      answer: { role: ROLE },
      refusals: [409, 413],
    },
  ],
  ['GET /roles/:id', 'getRole', ['any'], 'One role', { answer: { role: ROLE } }],
  [
    'PATCH /roles/:id',
    'updateRole',
    ['operator'],
    'Say anew what a role is for',
    { body: { role: { description: 'Reads all books' } }, answer: { role: ROLE }, refusals: [413] },
  ],
  ['DELETE /roles/:id', 'deleteRole', ['operator'], 'Delete a role, from everybody who has it at once'],
  ...PLACES.flatMap(([path, place, words, params]): readonly Row[] => {
    // Roles in the domain and the system follow from those in the project.
    const changers: Needed = place === 'Project' ? MANAGER : ['nobody']
    const one = { params }
    const roles = `${path}/users/:userId/roles` as const
    return [
      [
        `GET ${roles}`,
        `list${place}Roles`,
        SELF_OR_HELPER,
        `Roles of a user ${words}`,
        { params, answer: list('roles', ROLE) },
      ],
      [
        `GET ${roles}/:roleId`,
        `check${place}Role`,
        SELF_OR_HELPER,
        `Whether a user has a role ${words}`,
        { ...one, success: 204 },
      ],
      [`PUT ${roles}/:roleId`, `give${place}Role`, changers, `Give a user a role ${words}`, one],
      [`DELETE ${roles}/:roleId`, `take${place}Role`, changers, `Take a role of a user ${words} away`, one],
    ]
  }),
  [
    `GET ${OF_GROUP}`,
    'listGroupRoles',
    MANAGER,
    'Roles of a group in its project',
    { answer: list('roles', ROLE) },
  ],
  [
    `GET ${OF_GROUP}/:roleId`,
    'checkGroupRole',
    MANAGER,
    'Whether a group has a role in its project',
    { params: { roleId: READER }, success: 204 },
  ],
  [
    `PUT ${OF_GROUP}/:roleId`,
    'giveGroupRole',
    MANAGER,
    'Give a group a role: every member has it at once',
    { params: { roleId: READER } },
  ],
  [
    `DELETE ${OF_GROUP}/:roleId`,
    'takeGroupRole',
    MANAGER,
    'Take a role of a group away',
    { params: { roleId: READER } },
  ],
  [
    'GET /role_assignments',
    'listRoleAssignments',
    ['any'],
    'Who has which role where',
    {
      query: {
        'user.id': 'Only those of this user, by groups included',
        'group.id': 'Those of this group instead',
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
