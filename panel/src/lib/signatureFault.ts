import type { ClockCheck, RevealedKeyPair } from '@keyward/sdk'
import { hashOf } from './signature.ts'

/** What a header differs in from one that is taken; the first thing of it. */
export type SignatureFault =
  | 'form'
  | 'userKey'
  | 'time'
  | 'clock'
  | 'algorithm'
  | 'encoding'
  | 'order'
  | 'agent'
  | 'secret'
  | 'agentOrSecret'

interface Sent {
  readonly userKey: string
  readonly stamp: string
  readonly hash: string
}

/** The parts of a header, with or without its name before it; null for what has other parts. */
export function sentIn(header: string): Sent | null {
  const [userKey, stamp, hash, ...more] = header
    .replace(/^\s*x-api-signature:/i, '')
    .trim()
    .split(':')
  return userKey && stamp && hash && more.length === 0 ? { userKey, stamp, hash } : null
}

type Pair = Pick<RevealedKeyPair, 'userKey' | 'secretKey'>

/** Why the e-mail API refuses a header that came with this User-Agent; null when it takes it. */
export async function faultOf(
  header: string,
  pair: Pair,
  userAgent: string,
  { check, nowMs }: { readonly check: ClockCheck; readonly nowMs: number },
): Promise<SignatureFault | null> {
  const sent = sentIn(header)
  if (!sent) return 'form'
  if (sent.userKey !== pair.userKey) return 'userKey'
  const sentMs = timeOf(sent.stamp)
  if (sentMs === null) return 'time'
  if (Math.abs(nowMs - sentMs) > TOLERANCE_MS[check]) return 'clock'
  const right = await hashOf(`${pair.userKey}${userAgent}${sent.stamp}${pair.secretKey}`)
  if (sent.hash === right || sent.hash.toLowerCase() === hexOf(right)) return null
  if (writings(right).includes(plain(sent.hash))) return 'encoding'
  if (OTHER_HASHES.includes(lengthOf(sent.hash))) return 'algorithm'
  return (await mistakeIn(sent, pair, userAgent)) ?? 'agentOrSecret'
}

const MINUTE_MS = 60_000
/** As the server allows it. */
const TOLERANCE_MS: Readonly<Record<ClockCheck, number>> = {
  lenient: 26 * 60 * MINUTE_MS,
  strict: 5 * MINUTE_MS,
  static: Number.POSITIVE_INFINITY,
}

/** Read as UTC; null for what is no time. Digits behind the seconds are fractions of one. */
function timeOf(stamp: string): number | null {
  if (!/^(\d{14}|\d{16,17})$/.test(stamp)) return null
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*$/, '$1-$2-$3T$4:$5:$6.000Z')
  const ms = Date.parse(iso)
  // The last of February and the like roll over.
  return !Number.isNaN(ms) && new Date(ms).toISOString() === iso ? ms : null
}

const hexOf = (base64: string): string =>
  Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')

/** Base64 without what differs between its kinds. */
const plain = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')

/** The right hash as programs write it by mistake. */
const writings = (right: string): readonly string[] =>
  [right, btoa(hexOf(right)), btoa(hexOf(right).toUpperCase())].map(plain)

/** Bytes of MD5, SHA-256 and SHA-512. */
const OTHER_HASHES: readonly (number | null)[] = [16, 32, 64]

function lengthOf(hash: string): number | null {
  if (/^([0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(hash)) return hash.length / 2
  return /^[A-Za-z0-9+/]+$/.test(plain(hash)) ? Math.floor((plain(hash).length * 3) / 4) : null
}

/** What others have got wrong with the same texts. */
async function mistakeIn(
  { stamp, hash }: Sent,
  { userKey, secretKey }: Pair,
  agent: string,
): Promise<SignatureFault | null> {
  const text = (one: string, key: string) => `${userKey}${one}${stamp}${key}`
  const tries: readonly (readonly [SignatureFault, string])[] = [
    ...['', agent.trim(), `${agent} `, `${agent}\n`].map((one) => ['agent', text(one, secretKey)] as const),
    ...[
      '',
      userKey,
      `${secretKey}\n`,
      `${secretKey}\r\n`,
      `${secretKey} `,
      `'${secretKey}'`,
      `"${secretKey}"`,
    ].map((key) => ['secret', text(agent, key)] as const),
    ['order', [userKey, agent, stamp, secretKey].join(':')],
    ['order', [agent, userKey, stamp, secretKey].join('')],
    ['order', [userKey, stamp, agent, secretKey].join('')],
    ['order', [userKey, secretKey, agent, stamp].join('')],
  ]
  const hashes = await Promise.all(tries.map(async ([, made]) => plain(await hashOf(made))))
  return tries[hashes.indexOf(plain(hash))]?.[0] ?? null
}
