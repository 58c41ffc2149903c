import type { IncomingMessage } from 'node:http'
import type { Dialect, Origin } from '../../domain/callers/caller.ts'

/** Which peers may tell us the client's address. */
export interface TrustedProxies {
  contains(address: string): boolean
}

/** Where a request came from. Forwarded addresses count only from configured proxies. */
export function originOf(request: IncomingMessage, dialect: Dialect, trusted: TrustedProxies): Origin {
  return {
    dialect,
    address: clientAddress(request, trusted),
    userAgent: request.headers['user-agent'] ?? '',
  }
}

/** Reads `X-Forwarded-For` from the right and stops at the first address that is no proxy of ours. */
export function clientAddress(request: IncomingMessage, trusted: TrustedProxies): string {
  const peer = peerAddress(request)
  const forwarded = request.headers['x-forwarded-for']
  if (typeof forwarded !== 'string' || !trusted.contains(peer)) return peer
  const hops = forwarded.split(',').map((hop) => withoutMapping(hop.trim()))
  let address = peer
  while (trusted.contains(address)) {
    const hop = hops.pop()
    if (!hop) break
    address = hop
  }
  return address
}

/** The other end of the connection: a proxy, or the client itself. */
export function peerAddress(request: IncomingMessage): string {
  return withoutMapping(request.socket.remoteAddress ?? '')
}

function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}
