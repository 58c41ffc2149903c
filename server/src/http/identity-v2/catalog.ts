import type { FastifyInstance } from 'fastify'
import { visibleAccount } from '../../domain/accounts/visible-accounts.ts'
import { addEndpoint } from '../../domain/catalog/add-endpoint.ts'
import { listEndpoints } from '../../domain/catalog/list-endpoints.ts'
import { removeEndpoint } from '../../domain/catalog/remove-endpoint.ts'
import { servicesOf } from '../../domain/catalog/services.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireStaff } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { serviceToWire, TEMPLATE, templateFromWire, templateToWire } from './catalog-wire.ts'
import { endpointsToWire } from './wire.ts'

const TEMPLATES = '/OS-KSCATALOG/endpointTemplates'

interface IdPath {
  readonly Params: { readonly id: string }
}

/** What logins tell of services, for those who run the installation. */
export function addCatalogRoutes(app: FastifyInstance, context: HttpContext): void {
  addTemplateRoutes(app, context)
  const { deps, publicUrl } = context

  app.get('/OS-KSADM/services', async (request) => {
    requireStaff((await callerOf(context, request)).actor)
    const services = servicesOf(await listEndpoints(deps)).map(serviceToWire)
    return { 'OS-KSADM:services': services, 'OS-KSADM:services_links': [] }
  })

  app.get<IdPath>('/OS-KSADM/services/:id', async (request) => {
    requireStaff((await callerOf(context, request)).actor)
    const services = servicesOf(await listEndpoints(deps)).map(serviceToWire)
    const service = services.find(({ id }) => id === request.params.id)
    if (!service) throw new RequestError('not_found', 'Service not found.')
    return { 'OS-KSADM:service': service }
  })

  app.get<{ Params: { tenantId: string } }>('/tenants/:tenantId/OS-KSCATALOG/endpoints', async (request) => {
    const { actor } = await callerOf(context, request)
    const { id: accountId } = await visibleAccount(deps, actor, request.params.tenantId)
    requireStaff(actor)
    return endpointsToWire({ endpoints: await listEndpoints(deps), claims: { accountId } }, publicUrl)
  })
}

function addTemplateRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get(TEMPLATES, async (request) => {
    requireStaff((await callerOf(context, request)).actor)
    const templates = (await listEndpoints(deps)).map(templateToWire)
    return { 'OS-KSCATALOG:endpointTemplates': templates, 'OS-KSCATALOG:endpointTemplates_links': [] }
  })

  app.post(TEMPLATES, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const added = await addEndpoint(deps, actor, templateFromWire(request.body))
    return reply.code(201).send({ [TEMPLATE]: templateToWire(added) })
  })

  app.get<IdPath>(`${TEMPLATES}/:id`, async (request) => {
    requireStaff((await callerOf(context, request)).actor)
    const id = numberOf(request.params.id)
    const endpoint = (await listEndpoints(deps)).find((one) => one.id === id)
    if (!endpoint) throw new DomainError('endpoint.not_found')
    return { [TEMPLATE]: templateToWire(endpoint) }
  })

  app.delete<IdPath>(`${TEMPLATES}/:id`, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await removeEndpoint(deps, actor, numberOf(request.params.id))
    return reply.code(204).send()
  })
}

/** What is no number names no endpoint: 0 is nobody's. */
function numberOf(text: string): number {
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : 0
}
