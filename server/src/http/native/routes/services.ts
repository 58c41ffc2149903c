import { z } from 'zod'
import { addEndpoint } from '../../../domain/catalog/add-endpoint.ts'
import { removeEndpoint } from '../../../domain/catalog/remove-endpoint.ts'
import { addServiceRule } from '../../../domain/services/add-rule.ts'
import { decideRequest } from '../../../domain/services/decide-request.ts'
import { listServices, rulesOf } from '../../../domain/services/list-services.ts'
import { removeServiceRule } from '../../../domain/services/remove-rule.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  DecisionQuery,
  EndpointRequest,
  ServiceDecision,
  ServiceEndpoint,
  ServiceRule,
  ServiceRuleRequest,
  ServiceRules,
  Services,
} from '../service-schemas.ts'

const ServiceParams = z.strictObject({ name: z.string().describe('The name of a service in the catalog') })
const EndpointParams = z.strictObject({
  endpointId: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .describe('As the list tells it'),
})
const RuleParams = z.strictObject({
  ruleId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('As the list tells it'),
})
/** Every path of the service. */
const ANY_PATH = '/**'

export const SERVICE_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listServices',
    method: 'GET',
    path: '/services',
    summary: 'The services of the installation with their endpoints and rules, for operators',
    access: 'caller',
    needs: ['operator'],
    success: 200,
    output: Services,
    refusals: ['forbidden'],
    handle: async ({ context, actor }) => ({ body: { items: await listServices(context.deps, actor()) } }),
  }),
  route({
    ...PLAIN,
    operationId: 'addEndpoint',
    method: 'POST',
    path: '/services',
    summary:
      'Put an endpoint of a service into the catalog that logins return; the first one makes the service',
    access: 'caller',
    needs: ['operator'],
    body: EndpointRequest,
    success: 201,
    output: ServiceEndpoint,
    refusals: ['forbidden', 'conflict'],
    handle: async ({ context, actor, body: { region = null, internalUrl = null, ...given } }) => ({
      body: await addEndpoint(context.deps, actor(), { ...given, region, internalUrl }),
    }),
  }),
  route({
    ...PLAIN,
    operationId: 'removeEndpoint',
    method: 'DELETE',
    path: '/services/endpoints/:endpointId',
    summary: 'Take an endpoint out of the catalog; the last one takes the service away',
    access: 'caller',
    needs: ['operator'],
    params: EndpointParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      await removeEndpoint(context.deps, actor(), Number(params.endpointId))
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'decideRequest',
    method: 'GET',
    path: '/services/:name/decision',
    summary: 'Whether a service would let a request in with a role, and why; nothing is sent to it',
    access: 'caller',
    needs: ['operator'],
    params: ServiceParams,
    query: DecisionQuery,
    success: 200,
    output: ServiceDecision,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params, query: { method = 'GET', path = '/', role = null } }) => ({
      body: await decideRequest(context.deps, actor(), params.name, { method, path, role }),
    }),
  }),
  route({
    ...PLAIN,
    operationId: 'listServiceRules',
    method: 'GET',
    path: '/services/:name/rules',
    summary: 'Whom a service lets in behind forward-auth; without rules everybody with a good credential',
    access: 'caller',
    needs: ['operator'],
    params: ServiceParams,
    success: 200,
    output: ServiceRules,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      return { body: { items: await rulesOf(context.deps, actor(), params.name) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'addServiceRule',
    method: 'POST',
    path: '/services/:name/rules',
    summary: 'Let a role use a service, or a part of it; the first rule closes the service to everybody else',
    access: 'caller',
    needs: ['operator'],
    params: ServiceParams,
    body: ServiceRuleRequest,
    success: 201,
    output: ServiceRule,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params, body: { role, methods = [], path = ANY_PATH } }) => {
      const given = { service: params.name, methods, path, role }
      return { body: await addServiceRule(context.deps, actor(), given) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'removeServiceRule',
    method: 'DELETE',
    path: '/services/rules/:ruleId',
    summary: 'Take a rule back; without its last one a service is open to every good credential again',
    access: 'caller',
    needs: ['operator'],
    params: RuleParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      await removeServiceRule(context.deps, actor(), params.ruleId)
      return { body: undefined }
    },
  }),
]
