import { STATUS_CODES } from 'node:http'
import type { Json } from '../kit/api-description.ts'
import { operations } from '../kit/api-description.ts'
import { describeApi } from '../kit/describe-api.ts'
import { FAULT_MEANINGS, TOKEN_LIFE, TOKEN_SCHEME } from '../kit/identity-description.ts'
import { SELF_OR_MANAGER, SELF_OR_VALIDATOR } from '../kit/rights.ts'
import { APPLICATION_CREDENTIAL_OPERATIONS } from './application-credential-description.ts'
import { CATALOG_OPERATIONS } from './catalog-description.ts'
import {
  DOMAIN,
  DOMAIN_REF,
  GROUP_OPERATIONS,
  LINKS,
  list,
  PROJECT,
  PROJECT_OPERATIONS,
  USER_OPERATIONS,
} from './directory-description.ts'
import { ROLE_OPERATIONS } from './role-description.ts'

const CATALOG: Json = [
  {
    id: 'ID',
    name: 'swift',
    type: 'object-store',
    endpoints: [
      {
        id: 'ID',
        interface: 'public',
        region_id: 'DFW',
        region: 'DFW',
        url: 'https://files.example.com/v1/100000',
      },
    ],
  },
]
const TOKEN: Json = {
  token: {
    methods: ['password'],
    audit_ids: ['3T2dc1CGQxyJsHdDu1xkcw'],
    user: {
      domain: DOMAIN_REF,
      id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918',
      name: 'anna',
      password_expires_at: null,
    },
    project: { domain: DOMAIN_REF, id: '100000', name: '100000' },
    is_domain: false,
    roles: [{ id: '3', name: 'member' }],
    catalog: CATALOG,
    issued_at: '2026-11-22T12:00:00.000000Z',
    expires_at: '2026-11-23T12:00:00.000000Z',
  },
}
const NO_CATALOG = { nocatalog: 'Given, whatever its value, it leaves the catalog out' }
const LOGIN = {
  query: NO_CATALOG,
  body: {
    auth: {
      identity: {
        methods: ['password'],
        password: {
          user: { name: '$KEYWARD_USERNAME', domain: { id: 'default' }, password: '$KEYWARD_KEY' },
        },
      },
    },
  },
  success: 201,
  answer: TOKEN,
  answerHeaders: { 'X-Subject-Token': 'The token' },
  refusals: [401, 403, 413, 429],
} as const
const SUBJECT = { headers: { 'X-Subject-Token': '$KEYWARD_TOKEN' }, refusals: [404] }
/** Identity v3, described. A new route needs a row here. */
export const describedV3 = describeApi({
  id: 'identity-v3',
  title: 'Identity v3',
  version: '3.14',
  status: 'current',
  summary: 'Tokens, users, projects, roles and the catalog, as clients and services of OpenStack speak it.',
  signIn: `A token from POST /v3/auth/tokens; the API key goes where the password does; ${TOKEN_LIFE}`,
  basePath: '/v3',
  firstCall: 'logIn',
  schemes: { token: TOKEN_SCHEME },
  security: ['token'],
  parameters: {
    'X-Subject-Token': 'The token that is asked about',
    userId: 'Id of a user: 32 hexadecimal digits, as a token tells it',
    groupId: 'Id of a group, as the list of groups tells it',
    projectId: 'Number of the account, which is the project',
    domainId: 'Id of the domain: there is one, `default`',
    roleId: 'Id of a role, as the list of roles tells it',
    id: 'Id, as the list and the answer to its creation tell it',
  },
  refusals: {
    type: 'application/json',
    meanings: FAULT_MEANINGS,
    example: (status) => ({
      error: { code: status, message: FAULT_MEANINGS[status] ?? '', title: STATUS_CODES[status] ?? '' },
    }),
    always: [400, 406, 500, 503],
    signedIn: [401, 403],
    named: [404],
  },
  operations: [
    ...operations('Tokens', [
      ['POST /auth/tokens', 'logIn', ['none'], 'Log in: the token is in the header X-Subject-Token', LOGIN],
      [
        'GET /auth/tokens',
        'validateToken',
        SELF_OR_VALIDATOR,
        'Whose token this is, and whether it is good now',
        {
          ...SUBJECT,
          query: { ...NO_CATALOG, allow_expired: 'Also tokens that ended within the last days' },
          answer: TOKEN,
          answerHeaders: { 'X-Subject-Token': 'The token' },
        },
      ],
      [
        'HEAD /auth/tokens',
        'checkToken',
        SELF_OR_VALIDATOR,
        'The same without the body',
        { ...SUBJECT, success: 200 },
      ],
      ['DELETE /auth/tokens', 'revokeToken', SELF_OR_MANAGER, 'End a token', SUBJECT],
      [
        'POST ',
        'logInAtRoot',
        ['none'],
        'The same login at the address itself, where some clients send it',
        LOGIN,
      ],
    ]),
    ...operations('What the caller may use', [
      [
        'GET /auth/catalog',
        'getCatalog',
        ['any'],
        'The catalog of the token',
        { answer: { catalog: CATALOG, links: LINKS } },
      ],
      [
        'GET /auth/projects',
        'listOwnProjects',
        ['any'],
        'The projects to get a token for',
        { answer: list('projects', PROJECT) },
      ],
      [
        'GET /auth/domains',
        'listOwnDomains',
        ['any'],
        'The domains to get a token for',
        { answer: list('domains', DOMAIN) },
      ],
      [
        'GET /auth/system',
        'getOwnSystem',
        ['any'],
        'Whether a token for the whole system can be got',
        { answer: { system: [{ all: true }], links: LINKS } },
      ],
    ]),
    ...USER_OPERATIONS,
    ...GROUP_OPERATIONS,
    ...APPLICATION_CREDENTIAL_OPERATIONS,
    ...PROJECT_OPERATIONS,
    ...ROLE_OPERATIONS,
    ...CATALOG_OPERATIONS,
    ...operations('Version', [
      [
        'GET ',
        'getVersion',
        ['none'],
        'About this version',
        {
          answer: {
            version: {
              id: 'v3.14',
              status: 'stable',
              updated: '2020-04-07T00:00:00Z',
              links: [{ rel: 'self', href: 'URL' }],
              'media-types': [
                { base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' },
              ],
            },
          },
        },
      ],
    ]),
  ],
})
