import { operations } from '../kit/api-description.ts'
import { describeApi } from '../kit/describe-api.ts'

const MEANINGS: Readonly<Record<number, string>> = {
  400: '`invalid_request`: not a form, or one without a token',
  401: '`invalid_client`: the own credential is missing or not valid',
  403: '`unauthorized_client`: no access rule of the own application credential allows asking',
  429: '`temporarily_unavailable`: too many failures from this address',
  431: '`invalid_request`: headers too large',
  503: '`temporarily_unavailable`: the database is away',
}

const ERRORS: Readonly<Record<number, string>> = {
  401: 'invalid_client',
  403: 'unauthorized_client',
  429: 'temporarily_unavailable',
  503: 'temporarily_unavailable',
}

/** Token introspection, described. */
export const describedIntrospection = describeApi({
  id: 'introspection',
  title: 'Token introspection',
  version: '1',
  status: 'current',
  summary: 'RFC 7662, for services that check credentials as OAuth does.',
  signIn: "The service's own user name and API key as Basic, or its API key or token as Bearer.",
  basePath: '/api/v1/introspect',
  firstCall: 'introspect',
  schemes: {
    basic: { type: 'http', scheme: 'basic', description: 'User name and API key' },
    bearer: { type: 'http', scheme: 'bearer', description: 'An API key or a token' },
  },
  security: ['basic', 'bearer'],
  refusals: {
    type: 'application/json',
    meanings: MEANINGS,
    example: (status) => ({
      error: ERRORS[status] ?? 'invalid_request',
      error_description: 'A sentence.',
    }),
    always: [400, 431],
    signedIn: [401, 403, 429, 503],
    named: [],
  },
  operations: operations('Introspection', [
    [
      'POST ',
      'introspect',
      ['any'],
      'Whether a key or token is good now, and whose it is; of those of others only to services and managers',
      {
        bodyType: 'application/x-www-form-urlencoded',
        body: { token: '$KEYWARD_TOKEN' },
        answer: {
          active: true,
          scope: '',
          client_id: '4b2b561c3e610238b0760b2b01d23e0f',
          username: 'joe',
          token_type: 'Bearer',
          exp: 1_795_400_000,
          iat: 1_795_313_600,
          sub: '92c335304969cc69734f78573141cb61',
          aud: 'http://localhost:8080',
          iss: 'http://localhost:8080',
          jti: '0d5c9bb5b3f04f0c8e3d4a1c2b6f7e89',
          account: '100001',
          roles: ['identity:default'],
        },
      },
    ],
  ]),
})
