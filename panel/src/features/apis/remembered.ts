import { createSignal, type Signal } from '../../lib/signal.ts'
import { readStored, store } from '../../lib/storage.ts'

/** A call that was sent from this browser. Nothing of what was sent or came back: both may hold secrets. */
export interface Sent {
  readonly at: string
  readonly api: string
  readonly operation: string
  readonly method: string
  /** With its parameters in braces: filled in, it may hold a token. */
  readonly path: string
  readonly status: number
  readonly milliseconds: number
}

const HISTORY = 'apis.history'
const FAVOURITES = 'apis.favourites'
const MAX_SENT = 200

/** The latest first. */
export const sentCalls: Signal<readonly Sent[]> = createSignal(readList(HISTORY, asSent))

export function rememberSent(sent: Sent): void {
  keep(HISTORY, sentCalls, [sent, ...sentCalls.get()].slice(0, MAX_SENT))
}

export function forgetSent(): void {
  keep(HISTORY, sentCalls, [])
}

/** `api/operation`, the oldest first. */
export const favourites: Signal<readonly string[]> = createSignal(
  readList(FAVOURITES, (value) => (typeof value === 'string' ? value : null)),
)

export function toggleFavourite(name: string): void {
  const now = favourites.get()
  keep(FAVOURITES, favourites, now.includes(name) ? now.filter((one) => one !== name) : [...now, name])
}

function keep<T>(name: string, signal: Signal<readonly T[]>, value: readonly T[]): void {
  signal.set(value)
  store(name, JSON.stringify(value))
}

/** What is stored may be of another version, or of somebody's own making: what does not fit is left out. */
function readList<T>(name: string, read: (value: unknown) => T | null): readonly T[] {
  try {
    const stored: unknown = JSON.parse(readStored(name) ?? '[]')
    return Array.isArray(stored) ? stored.flatMap((value) => read(value) ?? []) : []
  } catch {
    return []
  }
}

function asSent(value: unknown): Sent | null {
  if (typeof value !== 'object' || value === null) return null
  const { at, api, operation, method, path, status, milliseconds }: Partial<Record<keyof Sent, unknown>> =
    value
  const texts = [at, api, operation, method, path]
  if (!texts.every((text) => typeof text === 'string')) return null
  if (Number.isNaN(Date.parse(String(at)))) return null
  return {
    at: String(at),
    api: String(api),
    operation: String(operation),
    method: String(method),
    path: String(path),
    status: Number(status),
    milliseconds: Number(milliseconds),
  }
}
