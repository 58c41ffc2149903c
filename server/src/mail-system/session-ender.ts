import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { SESSION_ENDS_KEPT_MS } from '../domain/delivery/open-sessions.ts'
import type { SessionEnd } from '../domain/delivery/stores.ts'
import type { Deps } from '../domain/deps.ts'
import type { Secret } from '../lib/secret.ts'

/** How often it is looked whether somebody's connections have to end, ms. */
const LOOK_MS = 250
const TIMEOUT_MS = 5_000
/** An act that ends connections waits for it this long at most, ms. */
const ACT_WAITS_MS = 1_500
/** Processes of Dovecot that were told to end do so within two or three of them. */
const MAX_KICKS = 50
/** Whose password was being compared in that moment is connected by then, and is ended once more. */
const LATE_MS = 5_000
/** Dovecot's exit code where nobody of that name is connected (sysexits.h, EX_NOUSER). */
const NOBODY = 68

export interface Doveadm {
  /** Path of the Unix socket. */
  readonly socket: string
  readonly secret: Secret
}

interface Hearing {
  /** Hears why connections could not be ended. */
  readonly onError: (error: unknown) => void
  readonly actWaitsMs?: number
}

export interface SessionEnder {
  /**
   * Resolves when those have ended whose end was in the database, or after a moment; at once while Dovecot is away. What
   * could not be ended is tried again.
   */
  endNow(): Promise<void>
  stop(): Promise<void>
}

/** Has Dovecot end connections, of whichever server's acts; what could not be ended now is tried again. */
export function startSessionEnder(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  doveadm: Doveadm,
  { onError, actWaitsMs = ACT_WAITS_MS }: Hearing,
): SessionEnder {
  /** By id: when it was done last. */
  const done = new Map<string, number>()
  let hasFailed = false
  const look = async () => {
    const ends = await store.sessionEnds.since(clock.now() - SESSION_ENDS_KEPT_MS)
    const known = new Set(ends.map(({ id }) => id))
    for (const id of done.keys()) if (!known.has(id)) done.delete(id)
    for (const { id, mask, atMs } of ends) {
      const doneAtMs = done.get(id)
      const isDue = doneAtMs === undefined || (doneAtMs < atMs + LATE_MS && clock.now() >= atMs + LATE_MS)
      if (!isDue) continue
      await endAll(doveadm, mask)
      done.set(id, clock.now())
    }
    hasFailed = false
  }
  const turns = takingTurns(() =>
    // Once, and again after it has worked: it is tried four times a second.
    look().catch((error: unknown) => {
      if (!hasFailed) onError(error)
      hasFailed = true
    }),
  )
  const timer = setInterval(() => turns.unlessRunning(), LOOK_MS)
  timer.unref()
  return {
    endNow: async () => {
      if (hasFailed) return
      await Promise.race([turns.fromNow(), wait(actWaitsMs, undefined, { ref: false })])
    },
    stop: async () => {
      clearInterval(timer)
      await turns.idle()
    },
  }
}

/** Work of which one round runs at a time. */
function takingTurns(work: () => Promise<void>) {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = () => {
    running = work().finally(() => {
      running = null
    })
    return running
  }
  return {
    unlessRunning: () => {
      if (!running) void run()
    },
    /** A round that begins after this: one that runs may have looked before. */
    fromNow: () => {
      next ??= Promise.resolve(running).then(() => {
        next = null
        return run()
      })
      return next
    },
    idle: async () => {
      await next
      await running
    },
  }
}

/** @throws Error when it is not known to be done */
async function endAll(doveadm: Doveadm, mask: SessionEnd['mask']): Promise<void> {
  // They have been told to end when Dovecot answers, and have ended when it finds nobody any more.
  for (let kicks = 0; kicks < MAX_KICKS; kicks++) if ((await kick(doveadm, mask)) === 'nobody') return
}

/** @throws Error when it is not known to be done */
async function kick(doveadm: Doveadm, mask: SessionEnd['mask']): Promise<'told' | 'nobody'> {
  const answer: unknown = JSON.parse(await post(doveadm, JSON.stringify([['kick', { mask }, 'k']])))
  const [[kind, facts] = []] = isAnswer(answer) ? answer : []
  if (kind === 'doveadmResponse') return 'told'
  const isNobody =
    typeof facts === 'object' && facts !== null && 'exitCode' in facts && facts.exitCode === NOBODY
  if (kind !== 'error' || !isNobody) throw new Error('Dovecot did not end the connections of a mailbox')
  return 'nobody'
}

function isAnswer(answer: unknown): answer is readonly (readonly unknown[])[] {
  return Array.isArray(answer) && answer.every(Array.isArray)
}

function post({ socket, secret }: Doveadm, body: string): Promise<string> {
  const authorization = `X-Dovecot-API ${Buffer.from(secret.reveal()).toString('base64')}`
  const headers = {
    authorization,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  return new Promise((resolve, reject) => {
    const options = { socketPath: socket, path: '/doveadm/v1', method: 'POST', headers, timeout: TIMEOUT_MS }
    const sent = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`Dovecot answered ${response.statusCode} on its command socket`))
      })
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('Dovecot did not answer on its command socket')))
    sent.on('error', reject)
    sent.end(body)
  })
}
