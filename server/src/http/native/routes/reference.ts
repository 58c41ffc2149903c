import { z } from 'zod'
import type { OpenApi } from '../../kit/api-description.ts'
import { RequestError } from '../../kit/request-error.ts'
import { openApi } from '../openapi.ts'
import { type NativeRoute, PLAIN, route } from '../route.ts'
import { Apis } from '../schemas.ts'

const Document = z.looseObject({ openapi: z.string() })

/** What this server speaks; anybody may ask. */
const API_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listApis',
    method: 'GET',
    path: '/apis',
    summary: 'Every API of this server, with its address and its description',
    access: 'anyone',
    needs: ['none'],
    success: 200,
    output: Apis,
    refusals: [],
    handle: async ({ context: { apis, publicUrl } }) => {
      const items = apis.map(({ openApi: _, basePath, ...api }) => ({
        ...api,
        basePath,
        baseUrl: `${publicUrl}${basePath}`,
        documentationUrl: `${publicUrl}/apis/${api.id}`,
        openApiUrl: `${publicUrl}/api/v1/apis/${api.id}/openapi.json`,
      }))
      return { body: { items } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getApi',
    method: 'GET',
    path: '/apis/:apiId/openapi.json',
    params: z.strictObject({ apiId: z.string().describe('As the list of APIs tells it: `native`, say') }),
    summary: 'The OpenAPI description of one API',
    access: 'anyone',
    needs: ['none'],
    success: 200,
    output: Document,
    refusals: ['not_found'],
    handle: async ({ context: { apis, publicUrl }, params }) => {
      const api = apis.find(({ id }) => id === params.apiId)
      if (!api) throw new RequestError('not_found', 'There is no such API.')
      return { body: api.openApi(publicUrl) }
    },
  }),
]

/** The reference describes itself too, so it gets the other routes handed in. */
export function referenceRoutes(others: readonly NativeRoute[]): readonly NativeRoute[] {
  // Made at the first question: only then is the public URL known, which holds until the process ends.
  let known: { readonly publicUrl: string; readonly body: OpenApi } | undefined
  const describe = (publicUrl: string) => {
    if (known?.publicUrl !== publicUrl)
      known = { publicUrl, body: openApi([...others, ...routes], publicUrl) }
    return known.body
  }
  const self: NativeRoute = route({
    ...PLAIN,
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    needs: ['none'],
    success: 200,
    output: Document,
    refusals: [],
    handle: async ({ context }) => ({ body: describe(context.publicUrl) }),
  })
  const routes = [self, ...API_ROUTES]
  return routes
}
