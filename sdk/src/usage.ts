import type { Transport } from './transport.ts'
import type { Limits, Usage, UsageWindow } from './usage-types.ts'

/** Calls that were made with keys, and the limits that apply. */
export interface UsageReports {
  /**
   * @param window 24 hours unless told otherwise
   * @param scope `me` for the own keys; `account`, for owners and managers, for everybody whom they may act on
   * @throws KeywardError `forbidden` for `account` without the right
   */
  get(window?: UsageWindow, scope?: 'me' | 'account'): Promise<Usage>
  /** The limits that apply to whoever asks, and what is used of them. */
  limits(): Promise<Limits>
}

export function createUsageReports(send: Transport): UsageReports {
  return {
    get: (window = '24h', scope = 'me') =>
      send('GET', `/usage?window=${window}${scope === 'me' ? '' : `&scope=${scope}`}`),
    limits: () => send('GET', '/limits'),
  }
}
