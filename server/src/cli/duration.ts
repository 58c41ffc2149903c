import { UsageError } from './errors.ts'

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** `90`, `30m`, `24h`, `7d` in seconds. @throws UsageError */
export function durationSeconds(flag: string, text: string): number {
  const [, digits = '', unit = 's'] = /^(\d{1,8})([smhd]?)$/.exec(text) ?? []
  if (digits === '') throw new UsageError(`${flag}: write a time such as 30m, 24h or 7d.`)
  return Number(digits) * (SECONDS[unit || 's'] ?? 1)
}
