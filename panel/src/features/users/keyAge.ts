import type { KeyAge } from '@keyward/sdk'

const DAY_MS = 24 * 3_600_000
/** A key of this age was known to people who have left since. */
const OLD_DAYS = 365
/** Calls are kept for 90 days; a key that is new has a while to be put to use. */
const UNUSED_DAYS = 30

export interface KeyWorries {
  readonly isOld: boolean
  /** `not-yet`: no use is recorded, of a key so new that this is no wonder. */
  readonly use: 'used' | 'not-yet' | 'unused'
}

/** What of a key asks for a second look. */
export function worriesAbout({ createdAt, lastUsedAt }: KeyAge, nowMs: number): KeyWorries {
  const days = (nowMs - Date.parse(createdAt)) / DAY_MS
  const unused = days >= UNUSED_DAYS ? 'unused' : 'not-yet'
  return { isOld: days > OLD_DAYS, use: lastUsedAt === null ? unused : 'used' }
}
