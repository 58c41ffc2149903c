import { MAX_OVERLAP_SECONDS } from '../domain/keys/key.ts'
import type { CommandOption } from './command.ts'
import { durationSeconds } from './duration.ts'
import { UsageError } from './errors.ts'

/** For commands that put a new key in the place of an old one. @param old what goes on, such as `key` */
export const overlapOption = (old: string): CommandOption => ({
  flags: '--overlap <time>',
  summary: `let the old ${old} go on for 30m, 24h, 7d; 30d at most`,
})

/** Seconds; none without the option. @throws UsageError */
export function overlapIn(text: string | null, old: string): number {
  if (text === null) return 0
  const seconds = durationSeconds('--overlap', text)
  if (seconds > MAX_OVERLAP_SECONDS)
    throw new UsageError(`--overlap: the old ${old} can go on for 30 days at most.`)
  return seconds
}
