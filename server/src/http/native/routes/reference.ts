import { z } from 'zod'
import { openApi } from '../openapi.ts'
import { type NativeRoute, PLAIN, route } from '../route.ts'

/** The reference describes itself too, so it gets the other routes handed in. */
export function referenceRoutes(others: readonly NativeRoute[]): readonly NativeRoute[] {
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
    handle: async ({ context }) => ({ body: openApi([...others, self], context.publicUrl) }),
  })
  return [self]
}
