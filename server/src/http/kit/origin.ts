import type { IncomingMessage } from 'node:http'
import type { Dialect, Origin } from '../../domain/callers/caller.ts'
import { PANEL_CLIENT } from '../../domain/callers/client-product.ts'

/** Which peers may tell us the client's address. */
export interface TrustedProxies {
  contains(address: string): boolean
}

/** Where a request came from. Forwarded addresses count only from configured proxies. */
export function originOf(request: IncomingMessage, dialect: Dialect, trusted: TrustedProxies): Origin {
  return {
    dialect,
    address: clientAddress(request, trusted),
    userAgent: userAgentOf(request),
  }
}

/** A browser does not let a page name itself in `User-Agent`, so *Test this key* is marked by a header of its own. */
function userAgentOf({ headers }: IncomingMessage): string {
  return headers['x-keyward-test'] === undefined ? (headers['user-agent'] ?? '') : PANEL_CLIENT
}

/** The same from headers that were read already: Node makes its own object of them only when asked. */
export function originFrom(
  request: IncomingMessage,
  headers: ReadonlyMap<string, string>,
  dialect: Dialect,
  trusted: TrustedProxies,
): Origin {
  const address = clientBehind(peerAddress(request), headers.get('x-forwarded-for'), trusted)
  return { dialect, address, userAgent: headers.get('user-agent') ?? '' }
}

/** Reads `X-Forwarded-For` from the right and stops at the first address that is no proxy of ours. */
export function clientAddress(request: IncomingMessage, trusted: TrustedProxies): string {
  const forwarded = request.headers['x-forwarded-for']
  return clientBehind(peerAddress(request), typeof forwarded === 'string' ? forwarded : undefined, trusted)
}

/** The client behind a peer: the peer itself unless that is a proxy of ours. */
export function clientBehind(peer: string, forwarded: string | undefined, trusted: TrustedProxies): string {
  if (forwarded === undefined || !trusted.contains(peer)) return peer
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
