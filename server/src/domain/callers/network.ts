import { isIPv6 } from '../../lib/ip.ts'

/** The source that limits and callers are counted by: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  return `${expandedGroups(address).slice(0, 4).join(':')}::/64`
}

/** The wider network around it, IPv4 /24 or IPv6 /48. */
export function widerNetworkOf(address: string): string {
  const network = networkOf(address)
  if (network.endsWith('::/64')) return `${network.split(':').slice(0, 3).join(':')}::/48`
  return network.includes('.') ? `${network.slice(0, network.lastIndexOf('.'))}.0/24` : network
}

function expandedGroups(address: string): readonly string[] {
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const missing = Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  )
}
