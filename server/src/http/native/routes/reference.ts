import { z } from 'zod'
import { type OpenApi, openApi } from '../openapi.ts'
import { type NativeRoute, PLAIN, route } from '../route.ts'

/** The reference describes itself too, so it gets the other routes handed in. */
export function referenceRoutes(others: readonly NativeRoute[]): readonly NativeRoute[] {
  // Made at the first question: only then is the public URL known, which holds until the process ends.
  let known: { readonly publicUrl: string; readonly body: OpenApi } | undefined
  const describe = (publicUrl: string) => {
    if (known?.publicUrl !== publicUrl) known = { publicUrl, body: openApi([...others, self], publicUrl) }
    return known.body
  }
  const self: NativeRoute = route({
    ...PLAIN,
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    success: 200,
    output: z.looseObject({ openapi: z.string() }),
    refusals: [],
    handle: async ({ context }) => ({ body: describe(context.publicUrl) }),
  })
  return [self]
}
