import type { Endpoint } from './service-types.ts'
import type { Transport } from './transport.ts'

/** The services that the same key opens. */
export interface Catalog {
  list(): Promise<{ readonly items: readonly Endpoint[] }>
}

export function createCatalog(send: Transport): Catalog {
  return { list: () => send('GET', '/catalog') }
}
