import type { DialectPlugin } from './http/kit/context.ts'
import { nativeDialect } from './http/native/native.ts'

/** Every protocol that is spoken, one line each. */
export const DIALECTS: readonly DialectPlugin[] = [nativeDialect]
