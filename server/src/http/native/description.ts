import type { ApiDescription } from '../kit/api-description.ts'
import { NATIVE_ROUTES } from './native.ts'
import { openApi } from './openapi.ts'

/** The native API, described from its routes. */
export const describedNative: ApiDescription = {
  id: 'native',
  title: 'Native API',
  version: '1',
  status: 'current',
  summary: 'Everything that the panel does: verify a key or a token, keys, users, the catalog, usage.',
  signIn: 'An API key or a token as Bearer, a token in X-Auth-Token, or user name and API key as Basic.',
  basePath: '/api/v1',
  firstCall: 'verify',
  openApi: (publicUrl) => openApi(NATIVE_ROUTES, publicUrl),
}
