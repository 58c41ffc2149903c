import type { RequestListener } from 'node:http'
import {
  type FilteredMessage,
  isLookedAt,
  shownWithoutRight,
  signingOf,
} from '../domain/delivery/filtering.ts'
import type { Deps } from '../domain/deps.ts'
import type { Secret } from '../lib/secret.ts'
import { type JsonBody, jsonQuestions } from './json-questions.ts'

/** Where the spam filter asks. */
export const FILTER_PATH = '/filter'
/** A thousand recipients, which is what Postfix takes, of the longest kind. */
const MAX_BODY_BYTES = 512 * 1_024

/**
 * Asked by rspamd for each message, with `login`, `sender`, `from`, `recipients` and `local`: whether it is refused, whether spam is
 * looked for, and what it is signed with. What becomes of spam is decided where it is delivered (`filterScript`).
 * @param onError hears why it could not be told; the message then waits
 */
export function filterQuestions(
  deps: Deps,
  secret: Secret,
  onError: (error: unknown) => void,
): RequestListener {
  const answer = async (body: JsonBody) => {
    const message = messageOf(body)
    if (!message) return null
    deps.filter.asked(deps.clock.now())
    const { store } = deps
    const notTheirs = await shownWithoutRight(store.delivery, message)
    const refuse = notTheirs === null ? null : `You may not write in the name of ${notTheirs}`
    const scan = !message.isLocal && (await isLookedAt(store, message.recipients))
    return { refuse, scan, sign: await signingOf(deps, store, message) }
  }
  return jsonQuestions({ secret, maxBytes: MAX_BODY_BYTES, answer, onError })
}

function messageOf({ login, sender, from = [], recipients = [], local }: JsonBody): FilteredMessage | null {
  const isWhole = isText(login) && isText(sender) && areTexts(from) && areTexts(recipients)
  return isWhole ? { login, sender, from, recipients, isLocal: local === true } : null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText)
}
