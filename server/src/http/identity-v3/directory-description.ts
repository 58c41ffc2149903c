import { type Json, operations } from '../kit/api-description.ts'
import { HELPER, MANAGER, SELF_OR_HELPER } from '../kit/rights.ts'

/** As objects name the domain that they are in. */
export const DOMAIN_REF: Json = { id: 'default', name: 'Default' }
export const LINKS: Json = { self: 'URL' }
export const DOMAIN: Json = {
  id: 'default',
  name: 'Default',
  enabled: true,
  description: 'All accounts.',
  tags: [],
  options: {},
  links: LINKS,
}
const LIST_LINKS: Json = { self: 'URL', previous: null, next: null }
const USER: Json = {
  id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918',
  name: 'anna',
  domain_id: 'default',
  enabled: true,
  email: 'anna@example.com',
  default_project_id: '100000',
  password_expires_at: null,
  options: {},
  links: LINKS,
}
export const PROJECT: Json = {
  id: '100000',
  name: '100000',
  domain_id: 'default',
  parent_id: 'default',
  is_domain: false,
  enabled: true,
  description: 'Example',
  tags: [],
  options: {},
  links: LINKS,
}

const GROUP: Json = {
  id: '3c1f0a5be94b6e8d0a4f3c2b1a09180f',
  name: 'billing',
  description: 'Reads the invoices',
  domain_id: 'default',
  links: LINKS,
}

export const list = (name: string, row: Json) => ({ [name]: [row], links: LIST_LINKS })
export const PAGED = {
  name: 'Only rows of this name; any other member narrows the list the same way',
  limit: 'Rows in one answer, 1 to 1000',
  marker: 'The id of the last row of the page before; links.next has it',
}

export const USER_OPERATIONS = operations('Users', [
  ['GET /users', 'listUsers', ['any'], 'Users within reach', { query: PAGED, answer: list('users', USER) }],
  [
    'POST /users',
    'createUser',
    MANAGER,
    'Make a user, in the default project that is named or in your own',
    {
      body: { user: { name: 'carla', password: '$NEW_PASSWORD', email: 'carla@example.com' } },
      success: 201,
      answer: { user: USER },
      refusals: [404, 409, 413],
    },
  ],
  ['GET /users/:userId', 'getUser', SELF_OR_HELPER, 'One user', { answer: { user: USER } }],
  [
    'PATCH /users/:userId',
    'updateUser',
    HELPER,
    'Change name, address or password of another user, enable or disable',
    { body: { user: { enabled: false } }, answer: { user: USER }, refusals: [409, 413] },
  ],
  ['DELETE /users/:userId', 'deleteUser', MANAGER, 'Delete a user; all that the user has ends at once'],
  [
    'GET /users/:userId/projects',
    'listUserProjects',
    SELF_OR_HELPER,
    'The projects of a user',
    { answer: list('projects', PROJECT) },
  ],
  [
    'GET /users/:userId/groups',
    'listUserGroups',
    SELF_OR_HELPER,
    'Groups of a user',
    { answer: list('groups', GROUP) },
  ],
  [
    'POST /users/:userId/password',
    'changePassword',
    ['self'],
    'Change the own password',
    {
      body: { user: { original_password: '$KEYWARD_PASSWORD', password: '$NEW_PASSWORD' } },
      refusals: [413, 429],
    },
  ],
])

const MEMBER = '/groups/:id/users/:userId'

export const GROUP_OPERATIONS = operations('Groups', [
  [
    'GET /groups',
    'listGroups',
    ['any'],
    'Groups of the account; for those who manage nobody their own',
    { query: PAGED, answer: list('groups', GROUP) },
  ],
  [
    'POST /groups',
    'createGroup',
    MANAGER,
    'Make a group of users in the own project',
    {
      body: { group: { name: 'billing', description: 'Reads the invoices' } },
      success: 201,
      answer: { group: GROUP },
      refusals: [404, 409, 413],
    },
  ],
  ['GET /groups/:id', 'getGroup', MANAGER, 'One group', { answer: { group: GROUP } }],
  [
    'PATCH /groups/:id',
    'updateGroup',
    MANAGER,
    'Rename or describe a group',
    { body: { group: { description: 'Pays them, too' } }, answer: { group: GROUP }, refusals: [409, 413] },
  ],
  ['DELETE /groups/:id', 'deleteGroup', MANAGER, 'Delete a group; its members stay'],
  ['GET /groups/:id/users', 'listGroupUsers', MANAGER, 'Who is in a group', { answer: list('users', USER) }],
  [`GET ${MEMBER}`, 'checkGroupUser', MANAGER, 'Whether a user is in a group', { success: 204 }],
  [`PUT ${MEMBER}`, 'addGroupUser', MANAGER, 'Take a user into a group'],
  [`DELETE ${MEMBER}`, 'removeGroupUser', MANAGER, 'Take a user out of a group'],
])

export const PROJECT_OPERATIONS = operations('Projects and domains', [
  ['GET /projects', 'listProjects', ['any'], 'Projects', { query: PAGED, answer: list('projects', PROJECT) }],
  [
    'POST /projects',
    'createProject',
    ['operator'],
    'Make an account with a number of your choice, for operators',
    {
      body: { project: { name: '123456', description: 'Example' } },
      success: 201,
      answer: { project: PROJECT },
      refusals: [404, 409, 413],
    },
  ],
  ['GET /projects/:id', 'getProject', ['any'], 'One project', { answer: { project: PROJECT } }],
  [
    'PATCH /projects/:id',
    'updateProject',
    ['owner'],
    'Change what the account is called; operators enable and disable it',
    { body: { project: { description: 'Another' } }, answer: { project: PROJECT }, refusals: [413] },
  ],
  ['DELETE /projects/:id', 'deleteProject', ['nobody'], 'Always refused: disable it'],
  [
    'GET /domains',
    'listDomains',
    ['any'],
    'Domains: the one',
    { query: PAGED, answer: list('domains', DOMAIN) },
  ],
  [
    'GET /domains/:id',
    'getDomain',
    ['any'],
    'One domain',
    { params: { id: 'default' }, answer: { domain: DOMAIN } },
  ],
  [
    'POST /domains',
    'createDomain',
    ['nobody'],
    'Always refused: there is one domain, accounts are projects in it',
  ],
  [
    'PATCH /domains/:id',
    'updateDomain',
    ['nobody'],
    'Always refused: the domain stays as it is',
    { params: { id: 'default' } },
  ],
  [
    'DELETE /domains/:id',
    'deleteDomain',
    ['nobody'],
    'Always refused: the domain stays',
    { params: { id: 'default' } },
  ],
])
