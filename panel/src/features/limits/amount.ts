import type { Limit } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'

const SECONDS = [
  { seconds: 86_400, key: 'unit.days' },
  { seconds: 3_600, key: 'unit.hours' },
  { seconds: 60, key: 'unit.minutes' },
  { seconds: 1, key: 'unit.seconds' },
] as const

const OTHERS = {
  callers: 'unit.callers',
  failures: 'unit.failures',
  'failures per minute': 'unit.failuresPerMinute',
} as const

/** What is used of a limit, in words: from a minute on the seconds do not matter. */
export function usedOf(used: number, unit: Limit['unit']): string {
  if (unit !== 'seconds') return formatNumber(used)
  return amountOf(used < 60 ? used : Math.round(used / 60) * 60, unit)
}

/** An amount in words: the largest unit of time that it has at least two of, or one of exactly. */
export function amountOf(amount: number, unit: Limit['unit']): string {
  if (unit !== 'seconds') return t(OTHERS[unit], { count: amount })
  const step = SECONDS.find(({ seconds }) => amount >= 2 * seconds || amount === seconds)
  const { seconds, key } = step ?? { seconds: 1, key: 'unit.seconds' }
  return t(key, { count: Math.round(amount / seconds) })
}
