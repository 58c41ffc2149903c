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
  /**
   * How long answers of the installation took, to anybody.
   * @param period 24 hours unless told otherwise
   * @param step of `points`, as in `get`
   * @throws KeywardError `invalid`
   */
  answerTimes(period?: UsageWindow | UsagePeriod, step?: UsageStep): Promise<AnswerTimes>
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
      const query = queryOf(period, step)
      if (scope === 'account') query.set('scope', scope)
      return send('GET', `/usage?${query}`)
    },
    history: (scope = 'me') => send('GET', `/usage/history?scope=${scope}`),
    answerTimes: (period = '24h', step) => send('GET', `/usage/answer-times?${queryOf(period, step)}`),
    threshold: () => send('GET', '/usage/threshold'),
    setThreshold: (change) => send('PATCH', '/usage/threshold', editCall(change)),
    limits: () => send('GET', '/limits'),
  }
}

function queryOf(period: UsageWindow | UsagePeriod, step: UsageStep | undefined): URLSearchParams {
  const query = new URLSearchParams(typeof period === 'string' ? { window: period } : { ...period })
  if (step !== undefined) query.set('step', step)
  return query
}
