import type { IncomingMessage } from 'node:http'
import { peerAddress, type TrustedProxies } from '../kit/origin.ts'

/**
 * Whether a request came over TLS, or from this machine. A signature covers neither method nor body, so whoever reads
 * one on the way can use it for anything. What was there before a proxy, only a configured one can tell.
 */
export function isSecure(request: IncomingMessage, trusted: TrustedProxies): boolean {
  if ('encrypted' in request.socket) return true
  const peer = peerAddress(request)
  const protocol = request.headers['x-forwarded-proto']
  if (typeof protocol === 'string' && trusted.contains(peer)) return protocol.toLowerCase() === 'https'
  return peer === '::1' || peer.startsWith('127.')
}
