import { request } from 'node:http'
import { SESSION_ENDS_KEPT_MS } from '../domain/delivery/open-sessions.ts'
import type { SessionEnd } from '../domain/delivery/stores.ts'
import type { Deps } from '../domain/deps.ts'
import type { Secret } from '../lib/secret.ts'

/** How often it is looked whether somebody's connections have to end, ms. */
const LOOK_MS = 250
const TIMEOUT_MS = 5_000
/** Whose password was being compared in that moment is connected by then, and is ended once more. */
const LATE_MS = 5_000
/** Dovecot's exit code where nobody of that name is connected (sysexits.h, EX_NOUSER). */
const NOBODY = 68

export interface Doveadm {
  /** Path of the Unix socket. */
  readonly socket: string
  readonly secret: Secret
}

/** Has Dovecot end connections beside the requests; what could not be ended now is tried again. */
export function startSessionEnder(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  doveadm: Doveadm,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  /** By id: when it was done last. */
  const done = new Map<string, number>()
  let running: Promise<void> | null = null
  let hasFailed = false
  const look = async () => {
    const ends = await store.sessionEnds.since(clock.now() - SESSION_ENDS_KEPT_MS)
    const known = new Set(ends.map(({ id }) => id))
    for (const id of done.keys()) if (!known.has(id)) done.delete(id)
    for (const { id, mask, atMs } of ends) {
      const doneAtMs = done.get(id)
      const isDue = doneAtMs === undefined || (doneAtMs < atMs + LATE_MS && clock.now() >= atMs + LATE_MS)
      if (!isDue) continue
      await kick(doveadm, mask)
      done.set(id, clock.now())
    }
    hasFailed = false
  }
  const timer = setInterval(() => {
    running ??= look()
      // Once, and again after it has worked: it is tried four times a second.
      .catch((error: unknown) => {
        if (!hasFailed) onError(error)
        hasFailed = true
      })
      .finally(() => {
        running = null
      })
  }, LOOK_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** @throws Error when it is not known to be done */
async function kick(doveadm: Doveadm, mask: SessionEnd['mask']): Promise<void> {
  const answer: unknown = JSON.parse(await post(doveadm, JSON.stringify([['kick', { mask }, 'k']])))
  const [[kind, facts] = []] = isAnswer(answer) ? answer : []
  if (kind === 'doveadmResponse') return
  const isNobody =
    typeof facts === 'object' && facts !== null && 'exitCode' in facts && facts.exitCode === NOBODY
  if (kind !== 'error' || !isNobody) throw new Error('Dovecot did not end the connections of a mailbox')
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
