import type { Api, OpenApiDocument } from './api-types.ts'
import type { Transport } from './transport.ts'

/** What the server speaks. Needs no credential. */
export interface Apis {
  list(): Promise<{ readonly items: readonly Api[] }>
  /** The OpenAPI 3.1 description of one. @throws KeywardError `not_found` */
  describe(apiId: string): Promise<OpenApiDocument>
}

export function createApis(send: Transport): Apis {
  return {
    list: () => send('GET', '/apis'),
    describe: (apiId) => send('GET', `/apis/${encodeURIComponent(apiId)}/openapi.json`),
  }
}
