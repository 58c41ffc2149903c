import { isIPv6 } from '../../lib/ip.ts'

/** The source that limits and callers are counted by: an IPv4 address, or the /64 of an IPv6 address (RFC 5952). */
export function networkOf(address: string): string {
  return plainIPv4(address) ?? (isIPv6(address) ? ipv6Network(address, 64) : address)
}

/** The wider network around it, IPv4 /24 or IPv6 /48. */
export function widerNetworkOf(address: string): string {
  if (plainIPv4(address) === null && isIPv6(address)) return ipv6Network(address, 48)
  const network = networkOf(address)
  return network.includes('.') ? `${network.slice(0, network.lastIndexOf('.'))}.0/24` : network
}

/** The IPv4 address that a mapped one stands for. */
function plainIPv4(address: string): string | null {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? null
}

/** The zeros behind the prefix are the longest row of zeros, so they are what is written as `::`. */
function ipv6Network(address: string, bits: 48 | 64): string {
  const prefix = expandedGroups(address).slice(0, bits / 16)
  const length = prefix.findLastIndex((group) => group !== '0') + 1
  return `${prefix.slice(0, length).join(':')}::/${bits}`
}

function expandedGroups(address: string): readonly string[] {
  const [head = '', tail = ''] = (address.toLowerCase().split('%')[0] ?? '').split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const missing = Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  )
}
