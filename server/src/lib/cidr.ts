import { isIPv4, isIPv6 } from 'node:net'

/** A block of addresses: IPv4 with 4 bytes, IPv6 with 16. An IPv4 address written as IPv6 counts as IPv4. */
export interface Network {
  readonly bytes: Uint8Array
  readonly prefixBits: number
}

/** IPv4 addresses inside IPv6 (`::ffff:10.0.0.1`) begin with these twelve bytes (RFC 4291, section 2.5.5.2). */
const MAPPED_PREFIX_BITS = 96

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address. Null for anything else. */
export function parseNetwork(text: string): Network | null {
  const [addressText = '', prefixText, ...rest] = text.split('/')
  const bytes = rawAddress(addressText)
  if (!bytes || rest.length > 0) return null
  const prefixBits = prefixText === undefined ? bytes.length * 8 : parsePrefix(prefixText, bytes.length * 8)
  if (prefixBits === null) return null
  if (!isMapped(bytes)) return { bytes: masked(bytes, prefixBits), prefixBits }
  // A block that holds mapped and other addresses alike cannot be meant.
  if (prefixBits < MAPPED_PREFIX_BITS) return null
  const bits = prefixBits - MAPPED_PREFIX_BITS
  return { bytes: masked(bytes.subarray(12), bits), prefixBits: bits }
}

/** True when the text is an address and lies in the block. */
export function networkContains(network: Network, address: string): boolean {
  const bytes = parseAddress(address)
  if (!bytes || bytes.length !== network.bytes.length) return false
  return sameBytes(masked(bytes, network.prefixBits), network.bytes)
}

function parseAddress(text: string): Uint8Array | null {
  const bytes = rawAddress(text)
  return bytes && isMapped(bytes) ? bytes.subarray(12) : bytes
}

function rawAddress(text: string): Uint8Array | null {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number)
  const withoutZone = text.split('%', 1)[0] ?? ''
  return isIPv6(withoutZone) ? ipv6Bytes(withoutZone) : null
}

/** Only for texts that `isIPv6` accepts. */
function ipv6Bytes(text: string): Uint8Array {
  const [head = '', tail] = text.split('::')
  const before = groupBytes(head)
  const after = groupBytes(tail ?? '')
  const bytes = new Uint8Array(16)
  bytes.set(before)
  bytes.set(after, 16 - after.length)
  return bytes
}

function groupBytes(groups: string): number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

function isMapped(bytes: Uint8Array): boolean {
  if (bytes.length !== 16) return false
  return bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((byte) => byte === 0)
}

function parsePrefix(text: string, most: number): number | null {
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(text)) return null
  const bits = Number(text)
  return bits <= most ? bits : null
}

function masked(bytes: Uint8Array, prefixBits: number): Uint8Array {
  return bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefixBits - index * 8))
    return byte & (0xff << (8 - kept))
  })
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, index) => byte === b[index])
}
