import { DomainError } from '../domain/errors.ts'
import { checkEmail } from '../domain/users/email.ts'
import { Secret } from '../lib/secret.ts'
import { isLoopback, parseHost } from './parsers.ts'

/** A mail server and how to speak to it. */
export interface SmtpTarget {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` before anything is said, or `none`. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly login: { readonly user: string; readonly password: Secret } | null
}

const SUBMISSION_PORT = 587
const TLS_PORT = 465

/** TLS is required on the way to another machine unless it is switched off; on this machine nobody listens. */
export function parseSmtpUrl(text: string): SmtpTarget | undefined {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const host = parseHost(url.hostname.replace(/^\[|\]$/g, ''))
  const login = loginOf(url)
  const isPlain = url.search === '?tls=off'
  const isMore = !['', '/'].includes(url.pathname) || url.hash !== '' || (url.search !== '' && !isPlain)
  if (host === undefined || login === undefined || isMore) return undefined
  const isTls = url.protocol === 'smtps:'
  if (isTls && isPlain) return undefined
  const security = isTls ? 'tls' : isPlain || isLoopback(host) ? 'none' : 'starttls'
  const port = url.port === '' ? (isTls ? TLS_PORT : SUBMISSION_PORT) : Number(url.port)
  return port === 0 ? undefined : { host, port, security, login }
}

/** Undefined for one half of it alone. */
function loginOf({ username, password }: URL): SmtpTarget['login'] | undefined {
  if (username === '' && password === '') return null
  try {
    const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)]
    return user === '' || secret === '' ? undefined : { user, password: new Secret(secret) }
  } catch {
    return undefined
  }
}

export function parseEmail(text: string): string | undefined {
  try {
    return checkEmail(text)
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
