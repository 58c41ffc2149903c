import type { Deps } from '../domain/deps.ts'
import { deliverDue, type FailedAttempt, hurryLeftOver } from '../domain/mail/deliver-due.ts'
import type { Post } from '../domain/mail/outgoing.ts'

/** How often the outbox is looked into, ms. */
const LOOK_MS = 1_000

export interface Sender {
  /** Waits for the attempts that are being made, for `graceMs` at most. What is left is sent after the next start. */
  stop(graceMs: number): Promise<void>
}

export interface SenderEvents {
  /** A mail could not be sent, now or at all. */
  readonly onFault: (attempt: FailedAttempt) => void
  readonly onError: (error: unknown) => void
}

/** Sends what is in the outbox beside everything else that the server does. */
export function startSender(deps: Deps, post: Post, { onFault, onError }: SenderEvents): Sender {
  let running: Promise<void> | null = null
  let isFirst = true
  const look = async () => {
    try {
      if (isFirst) await hurryLeftOver(deps)
      isFirst = false
      for (const attempt of await deliverDue(deps, post)) if ('fault' in attempt) onFault(attempt)
    } catch (error) {
      onError(error)
    }
    running = null
  }
  const timer = setInterval(() => {
    running ??= look()
  }, LOOK_MS)
  timer.unref()
  return {
    stop: async (graceMs) => {
      clearInterval(timer)
      const grace = Promise.withResolvers<void>()
      const over = setTimeout(grace.resolve, graceMs)
      await Promise.race([running, grace.promise])
      clearTimeout(over)
    },
  }
}
