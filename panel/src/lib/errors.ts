import { KeywardError } from '@keyward/sdk'
import { type PlainKey, t } from './messages/index.ts'
import { inOurWords } from './messages/learn.ts'

const TEXTS: Readonly<Record<string, PlainKey>> = {
  network: 'error.network',
  unauthorized: 'error.unauthorized',
  forbidden: 'error.forbidden',
  not_found: 'error.notFound',
  throttled: 'error.throttled',
  busy: 'error.busy',
  storage_full: 'error.storageFull',
  outcome_unknown: 'error.outcomeUnknown',
  wrong_password: 'error.wrongPassword',
  wrong_code: 'error.wrongCode',
  wrong_passkey: 'error.wrongPasskey',
  conflict: 'error.conflict',
  csrf: 'error.csrf',
  key_lost: 'error.keyLost',
  key_shown_once: 'error.keyShownOnce',
  internal: 'error.internal',
}

/** What the server says where it gives no reason: ours says who can help. */
const PLAIN_REFUSAL = 'You may not do this.'

/**
 * What to tell the person. Codes we know have our words; for `invalid` the server's text names the fault, for
 * `forbidden` why it is refused and who may do it, for `conflict` what is in the way.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof KeywardError)) return t('error.internal')
  if (error.code === 'conflict' && error.message !== '') return inOurWords(error.message)
  if (error.code === 'forbidden' && error.message !== PLAIN_REFUSAL && error.message !== '')
    return inOurWords(error.message)
  const key = TEXTS[error.code]
  if (key !== undefined) return t(key)
  return error.message === '' ? t('error.internal') : inOurWords(error.message)
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof KeywardError && error.code === code
}

/** The text for one field of a form when the refusal names that field. */
export function fieldError(error: unknown, field: string): string | undefined {
  return error instanceof KeywardError && error.field === field ? errorText(error) : undefined
}
