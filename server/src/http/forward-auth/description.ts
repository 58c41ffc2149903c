import { OPERATION_METHODS, type OperationMethod, operations } from '../kit/api-description.ts'
import { describeApi } from '../kit/describe-api.ts'

const REASON = 'X-Keyward-Reason says more'
const MEANINGS: Readonly<Record<number, string>> = {
  401: `No credential, or not a valid one; ${REASON}`,
  403: `A credential does not help: the role, the request itself, or not now; ${REASON}`,
}

const IDENTITY = {
  'X-Keyward-User': 'User name',
  'X-Keyward-User-Id': 'User id',
  'X-Keyward-Account': 'Account number',
  'X-Keyward-Roles': 'Roles, with commas between them',
  'X-Keyward-Scopes': 'Empty',
  'X-Keyward-Key-Id': 'Id of the key; empty for a password',
  'X-Keyward-Impersonator': 'Name of the staff who acts as this user; empty for the user',
}

const nameOf = (method: OperationMethod) => method.charAt(0) + method.slice(1).toLowerCase()

/** Forward-auth, described: the same answer to every method, since some proxies keep that of the request. */
export const describedForwardAuth = describeApi({
  id: 'forward-auth',
  title: 'Forward-auth',
  version: '1',
  status: 'current',
  summary: 'What nginx, Caddy, Traefik and Envoy ask before they pass a request on.',
  signIn: 'The credential of the request itself: an API key or a token as Bearer, X-Auth-Token, or Basic.',
  basePath: '/auth/verify',
  firstCall: 'verifyGet',
  schemes: {
    bearer: { type: 'http', scheme: 'bearer', description: 'An API key or a token' },
    authToken: { type: 'apiKey', in: 'header', name: 'X-Auth-Token', description: 'A token' },
    basic: { type: 'http', scheme: 'basic', description: 'User name and API key' },
  },
  security: ['bearer', 'authToken', 'basic'],
  parameters: { path: 'The path of the original request, where the proxy sends it here: Envoy does' },
  refusals: {
    type: null,
    meanings: MEANINGS,
    example: () => null,
    always: [],
    signedIn: [401, 403],
    named: [],
  },
  operations: OPERATION_METHODS.flatMap((method) => [
    ...operations('The request in headers', [
      [
        `${method} `,
        `verify${nameOf(method)}`,
        ['any'],
        'May this request pass? The original method, host and path come in X-Forwarded headers',
        { answerHeaders: IDENTITY },
      ],
    ]),
    ...operations('The request in the address', [
      [
        `${method} /:path`,
        `verify${nameOf(method)}Below`,
        ['any'],
        'The same for proxies that append the original path, as Envoy does',
        { params: { path: 'reports' }, answerHeaders: IDENTITY },
      ],
    ]),
  ]),
})
