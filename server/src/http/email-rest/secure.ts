import type { IncomingMessage } from 'node:http'
import { peerAddress, type TrustedProxies } from '../kit/origin.ts'

/**
 * Whether a request came over TLS, or from this machine. A signature covers neither method nor body, so whoever reads
 * one on the way can use it for anything. What was there before a proxy, only a configured one can tell.
 */
export function isSecure(request: IncomingMessage, trusted: TrustedProxies): boolean {
  const protocol = request.headers['x-forwarded-proto']
  return cameSecurely(request, typeof protocol === 'string' ? protocol : undefined, trusted)
}

/** The same where the headers were read already. @param protocol of `X-Forwarded-Proto` */
export function cameSecurely(
  request: IncomingMessage,
  protocol: string | undefined,
  trusted: TrustedProxies,
): boolean {
  if ('encrypted' in request.socket) return true
  const peer = peerAddress(request)
  if (protocol !== undefined && trusted.contains(peer)) return protocol.toLowerCase() === 'https'
  return peer === '::1' || peer.startsWith('127.')
}
