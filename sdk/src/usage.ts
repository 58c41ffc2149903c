import type { Transport } from './transport.ts'
import type {
  AnswerTimes,
  Limits,
  Usage,
  UsageHistory,
  UsagePeriod,
  UsageStep,
  UsageThreshold,
  UsageThresholdChange,
  UsageWindow,
} from './usage-types.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** Calls that were made with keys, and the limits that apply. */
export interface UsageReports {
  /**
   * @param period 24 hours unless told otherwise
   * @param scope `me` for the own keys; `account`, for owners and managers, for everybody whom they may act on
   * @param step of `points`; hours up to a week, days of UTC from there on, unless told otherwise
   * @throws KeywardError `forbidden` for `account` without the right, `invalid`
   */
  get(period?: UsageWindow | UsagePeriod, scope?: 'me' | 'account', step?: UsageStep): Promise<Usage>
  /**
   * Calls to date, by month.
   * @throws KeywardError `forbidden` for `account` without the right
   */
  history(scope?: 'me' | 'account'): Promise<UsageHistory>
  /** How long answers of this server took, to anybody. */
  answerTimes(): Promise<AnswerTimes>
  /** For owners and managers. @throws KeywardError `forbidden` */
  threshold(): Promise<UsageThreshold & Versioned>
  /** For the owner. @throws KeywardError `forbidden`, `invalid` */
  setThreshold(change: Edit<UsageThresholdChange>): Promise<UsageThreshold & Versioned>
  /** The limits that apply to whoever asks, and what is used of them. */
  limits(): Promise<Limits>
}

export function createUsageReports(send: Transport): UsageReports {
  return {
    get: (period = '24h', scope = 'me', step) => {
      const query = new URLSearchParams(typeof period === 'string' ? { window: period } : { ...period })
      if (scope === 'account') query.set('scope', scope)
      if (step !== undefined) query.set('step', step)
      return send('GET', `/usage?${query}`)
    },
    history: (scope = 'me') => send('GET', `/usage/history?scope=${scope}`),
    answerTimes: () => send('GET', '/usage/answer-times'),
    threshold: () => send('GET', '/usage/threshold'),
    setThreshold: (change) => send('PATCH', '/usage/threshold', editCall(change)),
    limits: () => send('GET', '/limits'),
  }
}
