import { operations } from '../kit/api-description.ts'
import { describeApi } from '../kit/describe-api.ts'
import { FAULT_MEANINGS, jsonFaults, TOKEN_LIFE } from '../kit/identity-description.ts'

/** Identity v1.0, described. */
export const describedV1_0 = describeApi({
  id: 'identity-v1.0',
  title: 'Identity v1.0',
  version: '1.0',
  status: 'legacy',
  summary:
    'Login by two headers, answered in headers: Swift clients, cURL scripts and backup programs of old.',
  signIn: `User name and API key in headers; ${TOKEN_LIFE}`,
  basePath: '/v1.0',
  firstCall: 'logIn',
  schemes: {
    user: { type: 'apiKey', in: 'header', name: 'X-Auth-User', description: 'User name, or account:user' },
    key: { type: 'apiKey', in: 'header', name: 'X-Auth-Key', description: 'API key' },
  },
  security: ['user', 'key'],
  schemesTogether: true,
  refusals: {
    type: 'text/plain',
    meanings: FAULT_MEANINGS,
    example: (status) => FAULT_MEANINGS[status] ?? '',
    always: [400, 500, 503],
    signedIn: [401, 403, 413],
    named: [],
  },
  operations: operations('Login', [
    [
      'GET ',
      'logIn',
      ['any'],
      'Log in with user name and API key',
      {
        answerHeaders: {
          'X-Auth-Token': 'The token',
          'X-Storage-Token': 'The same token, for Swift clients',
          'X-Storage-Url': 'Where the files of the account are, if the catalog has object storage',
          'X-CDN-Management-Url': 'If the catalog has a CDN',
          'X-Server-Management-Url': 'If the catalog has servers',
        },
      },
    ],
  ]),
})

/** Identity v1.1, described. */
export const describedV1_1 = describeApi({
  id: 'identity-v1.1',
  title: 'Identity v1.1',
  version: '1.1',
  status: 'legacy',
  summary: 'The login of v1.0 as JSON, with a catalog.',
  signIn: `User name and API key in the body; ${TOKEN_LIFE}`,
  basePath: '/v1.1',
  firstCall: 'logIn',
  schemes: {},
  security: [],
  refusals: { ...jsonFaults(), signedIn: [], named: [] },
  operations: [
    ...operations('Version', [
      [
        'GET ',
        'getVersion',
        ['none'],
        'About this version',
        {
          answer: {
            version: {
              id: 'v1.1',
              status: 'DEPRECATED',
              updated: '2011-06-01T00:00:00Z',
              links: [{ rel: 'self', href: 'URL' }],
              'media-types': { values: [] },
            },
          },
        },
      ],
    ]),
    ...operations('Login', [
      [
        'POST /auth',
        'logIn',
        ['none'],
        'Log in with user name and API key',
        {
          body: { credentials: { username: '$KEYWARD_USERNAME', key: '$KEYWARD_KEY' } },
          answer: {
            auth: {
              token: { id: 'TOKEN', expires: '2026-11-23T12:00:00.000Z' },
              serviceCatalog: {
                cloudFiles: [
                  { region: 'DFW', publicURL: 'https://files.example.com/v1/100000', v1Default: true },
                ],
              },
            },
          },
          refusals: [401, 403, 413, 415],
        },
      ],
    ]),
  ],
})
