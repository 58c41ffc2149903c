import { type Json, operations } from '../kit/api-description.ts'
import { SELF_OR_MANAGER } from '../kit/rights.ts'
import { LINKS, list } from './directory-description.ts'
import { ROLE } from './role-description.ts'

const RULE: Json = { id: 'ID', service: 'object-store', method: 'GET', path: '/v1/**' }
const LINKED_RULE: Json = { id: 'ID', service: 'object-store', method: 'GET', path: '/v1/**', links: LINKS }
const CREDENTIAL: Json = {
  id: '6f1c2e0d9ab84c07b2f1a0e9d8c7b6a5',
  name: 'monitor',
  description: 'Watches the files',
  user_id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918',
  project_id: '100000',
  system: null,
  expires_at: '2030-01-01T00:00:00.000000',
  unrestricted: false,
  roles: [ROLE],
  access_rules: [RULE],
  links: LINKS,
}
const ASKED: Json = {
  name: 'monitor',
  expires_at: '2030-01-01T00:00:00',
  access_rules: [{ service: 'object-store', method: 'GET', path: '/v1/**' }],
}
const CREDENTIALS = '/users/:userId/application_credentials'
const RULES = '/users/:userId/access_rules'

export const APPLICATION_CREDENTIAL_OPERATIONS = operations('Application credentials', [
  [
    `POST ${CREDENTIALS}`,
    'createApplicationCredential',
    ['self'],
    'Make one of your own; its secret is in this answer only',
    {
      body: { application_credential: ASKED },
      success: 201,
      answer: { application_credential: { ...CREDENTIAL, secret: 'SECRET' } },
      refusals: [409, 413],
    },
  ],
  [
    `GET ${CREDENTIALS}`,
    'listApplicationCredentials',
    SELF_OR_MANAGER,
    'Those of a user',
    {
      query: { name: 'Only the one of this name' },
      answer: list('application_credentials', CREDENTIAL),
    },
  ],
  [
    `GET ${CREDENTIALS}/:id`,
    'getApplicationCredential',
    SELF_OR_MANAGER,
    'One of them',
    { answer: { application_credential: CREDENTIAL } },
  ],
  [
    `DELETE ${CREDENTIALS}/:id`,
    'deleteApplicationCredential',
    SELF_OR_MANAGER,
    'Delete one: its tokens end at once',
  ],
  [
    `GET ${RULES}`,
    'listAccessRules',
    SELF_OR_MANAGER,
    "The access rules that a user's credentials had",
    { answer: list('access_rules', LINKED_RULE) },
  ],
  [
    `GET ${RULES}/:id`,
    'getAccessRule',
    SELF_OR_MANAGER,
    'One of them',
    { answer: { access_rule: LINKED_RULE } },
  ],
  [`DELETE ${RULES}/:id`, 'deleteAccessRule', SELF_OR_MANAGER, 'Delete one that no credential has'],
])
