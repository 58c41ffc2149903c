import type { Deps } from '../deps.ts'
import type { Endpoint } from './endpoint.ts'

/** The whole catalog; everybody who logs in sees it. */
export function listEndpoints(deps: Pick<Deps, 'store'>): Promise<readonly Endpoint[]> {
  return deps.store.endpoints.list()
}
