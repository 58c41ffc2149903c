import type { DialectPlugin } from './http/kit/context.ts'

/** Every protocol that is spoken, one line each. */
export const DIALECTS: readonly DialectPlugin[] = []
