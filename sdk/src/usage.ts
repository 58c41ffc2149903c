import type { Transport } from './transport.ts'
import type { Usage, UsageWindow } from './types.ts'

/** Calls made with the caller's own key. */
export interface UsageReports {
  get(window?: UsageWindow): Promise<Usage>
}

export function createUsageReports(send: Transport): UsageReports {
  return { get: (window = '24h') => send('GET', `/usage?window=${window}`) }
}
