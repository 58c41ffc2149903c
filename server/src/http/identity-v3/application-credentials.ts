import type { FastifyInstance } from 'fastify'
import {
  deleteAccessRule,
  listAccessRules,
  readAccessRule,
} from '../../domain/application-credentials/access-rules.ts'
import { createApplicationCredential } from '../../domain/application-credentials/create-credential.ts'
import { deleteApplicationCredential } from '../../domain/application-credentials/delete-credential.ts'
import {
  listApplicationCredentials,
  readApplicationCredential,
} from '../../domain/application-credentials/read-credentials.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { readNewCredential } from './application-credential-body.ts'
import { accessRuleToWire, credentialToWire } from './application-credential-wire.ts'
import { callerOf } from './auth.ts'
import { listToWire } from './paging.ts'

interface UserPath {
  readonly Params: { readonly userId: string }
}

interface IdPath {
  readonly Params: { readonly userId: string; readonly id: string }
}

const CREDENTIALS = '/users/:userId/application_credentials'
const RULES = '/users/:userId/access_rules'

/** What users hand to programs, and for which requests: `/v3/users/{user_id}/application_credentials`. */
export function addApplicationCredentialRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.post<UserPath>(CREDENTIALS, async (request, reply) => {
    const { actor, live } = await callerOf(context, request)
    const asked = readNewCredential(request.body)
    if (live.claims.scope !== 'project') {
      throw new RequestError('bad_request', 'An application credential is made with a token for a project.')
    }
    const made = await createApplicationCredential(deps, actor, request.params.userId, asked)
    const wire = credentialToWire(made.credential, publicUrl)
    return reply.code(201).send({ application_credential: { ...wire, secret: made.secret } })
  })

  app.get<UserPath>(CREDENTIALS, async (request) => {
    const { actor } = await callerOf(context, request)
    const { userId } = request.params
    const credentials = await listApplicationCredentials(deps, actor, userId)
    const rows = credentials.map((credential) => credentialToWire(credential, publicUrl))
    return listToWire(publicUrl, request, 'application_credentials', rows)
  })

  app.get<IdPath>(`${CREDENTIALS}/:id`, async (request) => {
    const { actor } = await callerOf(context, request)
    const { userId, id } = request.params
    const credential = await readApplicationCredential(deps, actor, userId, id)
    return { application_credential: credentialToWire(credential, publicUrl) }
  })

  app.delete<IdPath>(`${CREDENTIALS}/:id`, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteApplicationCredential(deps, actor, request.params.userId, request.params.id)
    return reply.code(204).send()
  })

  app.get<UserPath>(RULES, async (request) => {
    const { actor } = await callerOf(context, request)
    const { userId } = request.params
    const rules = await listAccessRules(deps, actor, userId)
    const rows = rules.map((rule) => accessRuleToWire(rule, userId, publicUrl))
    return listToWire(publicUrl, request, 'access_rules', rows)
  })

  app.get<IdPath>(`${RULES}/:id`, async (request) => {
    const { actor } = await callerOf(context, request)
    const { userId, id } = request.params
    const rule = await readAccessRule(deps, actor, userId, id)
    return { access_rule: accessRuleToWire(rule, userId, publicUrl) }
  })

  app.delete<IdPath>(`${RULES}/:id`, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteAccessRule(deps, actor, request.params.userId, request.params.id)
    return reply.code(204).send()
  })
}
