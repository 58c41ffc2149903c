import type { Caller } from '@keyward/sdk'

/** The last of the calls by an API; undefined for none. */
export function lastUseOf(
  api: string,
  callers: readonly Pick<Caller, 'dialect' | 'lastUse'>[],
): string | undefined {
  return callers
    .filter(({ dialect }) => dialect === api)
    .map(({ lastUse }) => lastUse)
    .sort()
    .at(-1)
}
