import { listEndpoints } from '../../../domain/catalog/list-endpoints.ts'
import { PLAIN, route } from '../route.ts'
import { Catalog } from '../schemas.ts'
import { endpointToWire } from '../wire.ts'

export const CATALOG_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getCatalog',
    method: 'GET',
    path: '/catalog',
    summary: 'The services of the installation, with the own account in their addresses',
    access: 'caller',
    needs: ['any'],
    success: 200,
    output: Catalog,
    refusals: [],
    handle: async ({ context, actor }) => {
      const endpoints = await listEndpoints(context.deps)
      return { body: { items: endpoints.map((endpoint) => endpointToWire(endpoint, actor().accountId)) } }
    },
  }),
]
