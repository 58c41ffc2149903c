import { identityV1_0, identityV1_1 } from './http/identity-v1/routes.ts'
import { identityV2 } from './http/identity-v2/routes.ts'
import type { DialectPlugin } from './http/kit/context.ts'
import { nativeDialect } from './http/native/native.ts'

/** Every protocol that is spoken, one line each. */
export const DIALECTS: readonly DialectPlugin[] = [identityV1_0, identityV1_1, identityV2, nativeDialect]
