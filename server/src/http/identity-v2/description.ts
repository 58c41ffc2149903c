import type { Json } from '../kit/api-description.ts'
import { operations } from '../kit/api-description.ts'
import { describeApi } from '../kit/describe-api.ts'
import { jsonFaults, TOKEN_LIFE, TOKEN_SCHEME } from '../kit/identity-description.ts'
import { HELPER, MANAGER, SELF_OR_HELPER, SELF_OR_MANAGER, SELF_OR_VALIDATOR } from '../kit/rights.ts'
import { CREDENTIAL_OPERATIONS, KEY_BODY } from './credentials-description.ts'
import { DOMAIN_OPERATIONS, SUPPORT_OPERATIONS } from './domains-description.ts'
import { FACTOR_OPERATIONS } from './multi-factor-description.ts'
import { PASSWORD_OPERATIONS } from './passwords-description.ts'
import { ROLE, ROLE_OPERATIONS, TENANT_OPERATIONS, USER } from './roles-description.ts'
import { STAFF_OPERATIONS } from './staff-description.ts'

const TOKEN_PATH = { params: { token: '$KEYWARD_TOKEN' } }

const EXTENSION: Json = {
  name: 'RAX-KSKEY',
  namespace: 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0',
  alias: 'RAX-KSKEY',
  updated: '2014-04-17T00:00:00Z',
  description: 'API key credentials.',
  links: [],
}
/** One user alone says more than a list does. */
const ONE_USER: Json = {
  ...USER,
  'RAX-AUTH:userMultiFactorEnforcementLevel': 'DEFAULT',
  'RAX-AUTH:phonePinState': 'INACTIVE',
}
const TOKEN: Json = {
  id: 'TOKEN',
  expires: '2026-11-23T12:00:00.000Z',
  'RAX-AUTH:issued': '2026-11-22T12:00:00.000Z',
  'RAX-AUTH:authenticatedBy': ['APIKEY'],
  tenant: { id: '100000', name: '100000' },
}
const WHO: Json = {
  id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918',
  name: 'anna',
  'RAX-AUTH:defaultRegion': 'DFW',
  'RAX-AUTH:domainId': '100000',
  'RAX-AUTH:federated': false,
  roles: [{ id: '3', name: 'identity:user-admin', description: 'Account owner.' }],
}
const ENDPOINT: Json = { region: 'DFW', tenantId: '100000', publicURL: 'https://files.example.com/v1/100000' }
const LOGIN = {
  query: { include_endpoints: '`false` leaves the catalog out' },
  body: { auth: KEY_BODY },
  answer: {
    access: {
      token: TOKEN,
      user: WHO,
      serviceCatalog: [{ name: 'cloudFiles', type: 'object-store', endpoints: [ENDPOINT] }],
    },
  },
  refusals: [401, 403, 404, 413, 415],
}

/** Identity v2.0, described. A new route needs a row here. */
export const describedV2 = describeApi({
  id: 'identity-v2.0',
  title: 'Identity v2.0',
  version: '2.0',
  status: 'current',
  summary: 'Tokens, the catalog, users and their API keys, as clients of the Rackspace cloud speak it.',
  signIn: `A token from POST /v2.0/tokens, got with user name and API key; ${TOKEN_LIFE}`,
  basePath: '/v2.0',
  firstCall: 'logIn',
  schemes: { token: TOKEN_SCHEME },
  security: ['token'],
  parameters: {
    token: 'The token that is asked about',
    userId: 'Id of a user: 32 hexadecimal digits, as a login tells it',
    tenantId: 'Number of the account',
    domainId: 'Number of the account, which is its domain, too',
    roleId: 'Id of a role, as the list of roles tells it',
    deviceId: 'Id of the device, as adding it answered',
    id: 'Id, as the list tells it',
    alias: 'Alias of an extension, `RAX-AUTH` say',
  },
  refusals: jsonFaults(),
  operations: [
    ...operations('Tokens', [
      [
        'POST /tokens',
        'logIn',
        ['none'],
        'Log in with API key, password, passcode or token: a token and the catalog',
        LOGIN,
      ],
      [
        'GET /tokens/:token',
        'validateToken',
        SELF_OR_VALIDATOR,
        'Whose token this is, and whether it is good now',
        {
          ...TOKEN_PATH,
          query: { belongsTo: 'The account the token must be for' },
          answer: { access: { token: TOKEN, user: WHO } },
        },
      ],
      [
        'GET /tokens/:token/endpoints',
        'listTokenEndpoints',
        SELF_OR_VALIDATOR,
        'The endpoints that a token gives access to',
        {
          ...TOKEN_PATH,
          answer: {
            endpoints: [{ id: 1, name: 'cloudFiles', type: 'object-store', ...ENDPOINT }],
            endpoints_links: [],
          },
        },
      ],
      ['DELETE /tokens', 'revokeOwnToken', ['any'], 'End the token that this request carries'],
      ['DELETE /tokens/:token', 'revokeToken', SELF_OR_MANAGER, 'End a token', TOKEN_PATH],
      [
        'POST ',
        'logInAtRoot',
        ['none'],
        'The same login at the address itself, where some clients send it',
        LOGIN,
      ],
    ]),
    ...operations('Users', [
      [
        'GET /users',
        'listUsers',
        ['any'],
        'The users whom the caller may see; by name, the one user',
        {
          query: {
            name: 'Answers this one user',
            email: 'Only users with this address',
            limit: 'Rows in one answer, 1,000 at most',
            marker: 'The last id of the page before',
          },
          answer: { users: [USER] },
          refusals: [404, 413],
        },
      ],
      [
        'POST /users',
        'createUser',
        MANAGER,
        'Make a user in the own account; a password that was made up is told once, in the answer',
        {
          body: { user: { username: 'ben', email: 'ben@example.com', enabled: true } },
          success: 201,
          answer: { user: { ...USER, 'OS-KSADM:password': 'PASSWORD' } },
          refusals: [409, 413, 415],
        },
      ],
      ['GET /users/:userId', 'getUser', SELF_OR_HELPER, 'One user', { answer: { user: ONE_USER } }],
      [
        'POST /users/:userId',
        'updateUser',
        HELPER,
        'Change name, e-mail address, state, region or password',
        {
          body: { user: { email: 'anna@example.com' } },
          answer: { user: ONE_USER },
          refusals: [409, 413, 415],
        },
      ],
      [
        'PUT /users/:userId',
        'replaceUser',
        HELPER,
        'The same change, as some clients send it',
        {
          body: { user: { email: 'anna@example.com' } },
          answer: { user: ONE_USER },
          refusals: [409, 413, 415],
        },
      ],
      ['DELETE /users/:userId', 'deleteUser', MANAGER, 'Delete a user, with everything that logs it in'],
      [
        'GET /users/:userId/roles',
        'listUserRoles',
        SELF_OR_HELPER,
        'The roles of a user in the account',
        { answer: { roles: [ROLE], roles_links: [] } },
      ],
      [
        'GET /users/:userId/RAX-AUTH/admins',
        'listUserAdmins',
        SELF_OR_HELPER,
        'Who may act for a user: the administrators of the account',
        { answer: { users: [USER] } },
      ],
      [
        'GET /users/:userId/RAX-KSGRP',
        'listUserGroups',
        ['self', 'helper', 'service', 'staff'],
        'The groups of a user: always none here',
        { answer: { 'RAX-KSGRP:groups': [], 'RAX-KSGRP:groups_links': [] } },
      ],
      [
        'GET /tenants',
        'listTenants',
        ['any'],
        'The account of the caller',
        {
          answer: {
            tenants: [{ id: '100000', name: '100000', enabled: true, description: 'Example' }],
            tenants_links: [],
          },
        },
      ],
    ]),
    ...TENANT_OPERATIONS,
    ...ROLE_OPERATIONS,
    ...PASSWORD_OPERATIONS,
    ...DOMAIN_OPERATIONS,
    ...FACTOR_OPERATIONS,
    ...SUPPORT_OPERATIONS,
    ...STAFF_OPERATIONS,
    ...CREDENTIAL_OPERATIONS,
    ...operations('Versions and extensions', [
      [
        'GET ',
        'getVersion',
        ['none'],
        'About this version',
        {
          answer: {
            version: {
              id: 'v2.0',
              status: 'CURRENT',
              updated: '2011-11-11T00:00:00Z',
              links: [{ rel: 'self', href: 'URL' }],
              'media-types': { values: [] },
            },
          },
        },
      ],
      [
        'GET /extensions',
        'listExtensions',
        ['none'],
        'What is served beyond the core of v2.0',
        { answer: { extensions: [EXTENSION], extensions_links: [] } },
      ],
      [
        'GET /extensions/:alias',
        'getExtension',
        ['none'],
        'One extension',
        {
          params: { alias: 'RAX-KSKEY' },
          answer: { extension: EXTENSION },
        },
      ],
    ]),
  ],
})
