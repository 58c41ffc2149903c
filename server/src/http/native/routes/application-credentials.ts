import { createApplicationCredential } from '../../../domain/application-credentials/create-credential.ts'
import { deleteApplicationCredential } from '../../../domain/application-credentials/delete-credential.ts'
import { listApplicationCredentials } from '../../../domain/application-credentials/read-credentials.ts'
import { SELF_OR_MANAGER } from '../../kit/rights.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  ApplicationCredentialList,
  CreatedApplicationCredential,
  CredentialParams,
  NewApplicationCredential,
} from '../schemas/application-credentials.ts'
import { applicationCredentialsToWire, applicationCredentialToWire } from '../user-wire.ts'
import { UserParams, userIdFor } from './params.ts'

const OF_USER = '/users/:userId/application-credentials'

export const APPLICATION_CREDENTIAL_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listUserApplicationCredentials',
    method: 'GET',
    path: OF_USER,
    summary: "A user's application credentials, which end with the user",
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: ApplicationCredentialList,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      const credentials = await listApplicationCredentials(context.deps, actor(), userIdFor(actor(), params))
      return { body: applicationCredentialsToWire(credentials) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createApplicationCredential',
    method: 'POST',
    path: '/application-credentials',
    summary: 'Make an application credential of your own for a program; programs make them by Identity v3',
    access: 'session',
    needs: ['any'],
    body: NewApplicationCredential,
    success: 201,
    output: CreatedApplicationCredential,
    refusals: ['step_up_needed', 'forbidden', 'not_found', 'conflict'],
    handle: async ({ context, actor, body }) => {
      const { name, description = null, roles, unrestricted = false, accessRules = null, expiresAt } = body
      const { credential, secret } = await createApplicationCredential(
        context.deps,
        actor(),
        actor().userId,
        {
          ...{ name, description, unrestricted, accessRules, secret: null },
          roles: roles?.map((role) => ({ name: role })) ?? null,
          expiresAtMs: expiresAt === undefined ? null : Date.parse(expiresAt),
        },
      )
      return { body: { ...applicationCredentialToWire(credential), secret } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'deleteApplicationCredential',
    method: 'DELETE',
    path: `${OF_USER}/:credentialId`,
    summary: "Delete a user's application credential; what it opened is closed before the answer is sent",
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: CredentialParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      const userId = userIdFor(actor(), params)
      await deleteApplicationCredential(context.deps, actor(), userId, params.credentialId)
      return { body: undefined }
    },
  }),
]
