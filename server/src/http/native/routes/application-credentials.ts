import { listApplicationCredentials } from '../../../domain/application-credentials/read-credentials.ts'
import { PLAIN, route } from '../route.ts'
import { ApplicationCredentialList } from '../user-schemas.ts'
import { applicationCredentialsToWire } from '../user-wire.ts'
import { UserParams, userIdFor } from './params.ts'

export const APPLICATION_CREDENTIAL_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listUserApplicationCredentials',
    method: 'GET',
    path: '/users/:userId/application-credentials',
    summary: "A user's application credentials, which end with the user; Identity v3 makes them",
    access: 'caller',
    params: UserParams,
    success: 200,
    output: ApplicationCredentialList,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      const credentials = await listApplicationCredentials(context.deps, actor(), userIdFor(actor(), params))
      return { body: applicationCredentialsToWire(credentials) }
    },
  }),
]
