import type { Verification } from '../verification-types.ts'
import { type HeaderOf, type Presented, presentedCredential } from './credential.ts'
import { type Refusal, refusal } from './refusal.ts'

export interface GuardOptions {
  /** Where Keyward is reached, such as `https://keys.example.com`. Not over a network without TLS: keys travel there. */
  readonly baseUrl: string
  /** Any one of these is needed. Without them every good key or token passes. */
  readonly roles?: readonly string[]
  /** Milliseconds to wait for Keyward, answer included; 2,000 unless said otherwise. Then the request gets 503. */
  readonly timeoutMs?: number
}

/** May the request pass, and if not, what is it answered? */
export type Admission =
  | { readonly kind: 'passed'; readonly caller: Verification }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Decides about one request, given its headers. */
export type Guard = (header: HeaderOf) => Promise<Admission>

const TIMEOUT_MS = 2_000

/**
 * Asks Keyward about every single request and remembers no answer, so a key that was reset is refused in the very next
 * one. That costs a request to Keyward over a connection that is kept open (Node's `fetch` does), well below a
 * millisecond on one machine. When Keyward gives no answer, or one that is not its own, nobody passes.
 *
 * @throws TypeError for an address that is none, an empty list of roles, or a time that is no time
 */
export function createGuard({ baseUrl, roles, timeoutMs = TIMEOUT_MS }: GuardOptions): Guard {
  const address = verifyAddress(baseUrl)
  if (roles?.length === 0) throw new TypeError('roles: name one, or leave the list out')
  if (!(timeoutMs > 0)) throw new TypeError('timeoutMs: more than 0')
  return async (header) => {
    const presented = presentedCredential(header)
    if (presented.kind !== 'one') return refused(refusal(401, WHY_NOT_ASKED[presented.kind]))
    const admission = await ask(address, { ...presented.headers, ...product(header) }, timeoutMs)
    if (admission.kind === 'refused' || mayPass(admission.caller, roles)) return admission
    return refused(refusal(403, 'This key or token is good, but not for what you asked for.'))
  }
}

function verifyAddress(baseUrl: string): string {
  const { protocol, username, password } = new URL(baseUrl)
  if (!/^https?:$/.test(protocol)) throw new TypeError('baseUrl: begins with http:// or https://')
  if (username || password) throw new TypeError('baseUrl: without a user name and password')
  return `${baseUrl.replace(/\/+$/, '')}/api/v1/verify`
}

const WHY_NOT_ASKED: Readonly<Record<Exclude<Presented['kind'], 'one'>, string>> = {
  none: 'Send a key or token: "Authorization: Bearer …", "X-Auth-Token: …", or Basic with user name and key.',
  several: 'Send one credential, in one header.',
  unreadable: 'The credential cannot be read. Send it as "Authorization: Bearer …" or "X-Auth-Token: …".',
}

/** Whose program it is: the panel names it among those that use the key. */
function product(header: HeaderOf): Readonly<Record<string, string>> {
  const userAgent = header('user-agent')
  return userAgent !== undefined && /^[\x20-\x7e]{1,256}$/.test(userAgent) ? { 'user-agent': userAgent } : {}
}

/** A guard knows nothing of service types, so what is good for some requests only does not pass. */
function mayPass(
  { roles, applicationCredential }: Verification,
  needed: readonly string[] | undefined,
): boolean {
  if (applicationCredential && applicationCredential.accessRules !== null) return false
  return needed === undefined || needed.some((role) => roles.includes(role))
}

async function ask(
  address: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Admission> {
  try {
    // A redirect would carry the credential to another address.
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(address, { headers, redirect: 'error', signal })
    // Read in any case: a connection whose answer was not read cannot be used again.
    return admissionOf(response, await response.text())
  } catch {
    return unavailable()
  }
}

function admissionOf({ status, headers }: Response, text: string): Admission {
  if (status === 200) {
    const caller = parse(text)
    return caller ? { kind: 'passed', caller } : unavailable()
  }
  // 400 is about the one thing that we passed on.
  if (status === 400 || status === 401) {
    return refused(refusal(401, 'The key or token is wrong, or no longer good.'))
  }
  const retryAfter = headers.get('retry-after')
  const wait = retryAfter === null ? {} : { 'retry-after': retryAfter }
  return status === 429
    ? refused(refusal(429, 'Too many wrong credentials. Try later.', wait))
    : unavailable()
}

/** Null for anything but an answer of Keyward's own, such as the page of a proxy in between. */
function parse(text: string): Verification | null {
  try {
    const body: Verification | null = JSON.parse(text)
    return isVerification(body) ? body : null
  } catch {
    return null
  }
}

function isVerification(body: Partial<Verification> | null): boolean {
  if (body?.kind !== 'key' && body?.kind !== 'token') return false
  const texts = [body.userId, body.username, body.accountId]
  return texts.every((text) => typeof text === 'string' && text !== '') && Array.isArray(body.roles)
}

function unavailable(): Admission {
  return refused(refusal(503, 'Who you are cannot be told at the moment. Try again.', { 'retry-after': '1' }))
}

function refused(answer: Refusal): Admission {
  return { kind: 'refused', refusal: answer }
}
