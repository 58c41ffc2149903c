import assert from 'node:assert/strict'
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { networkContains, parseNetwork } from './cidr.ts'

function contains(network: string, address: string): boolean {
  const parsed = parseNetwork(network)
  assert.ok(parsed, `${network} is a network`)
  return networkContains(parsed, address)
}

test('a block holds its first and last address and neither neighbour', () => {
  assert.ok(contains('10.0.0.0/8', '10.0.0.0'))
  assert.ok(contains('10.0.0.0/8', '10.255.255.255'))
  assert.ok(!contains('10.0.0.0/8', '9.255.255.255'))
  assert.ok(!contains('10.0.0.0/8', '11.0.0.0'))
  assert.ok(contains('192.168.4.128/25', '192.168.4.128'))
  assert.ok(!contains('192.168.4.128/25', '192.168.4.127'))
  assert.ok(contains('fd00::/8', 'fdff:ffff::1'))
  assert.ok(!contains('fd00::/8', 'fe00::'))
})

test('a single address is a block of one', () => {
  assert.ok(contains('127.0.0.1', '127.0.0.1'))
  assert.ok(!contains('127.0.0.1', '127.0.0.2'))
  assert.ok(contains('::1', '0:0:0:0:0:0:0:1'))
})

test('bits behind the prefix do not matter', () => {
  assert.ok(contains('172.17.3.9/16', '172.17.200.1'))
})

test('IPv4 written as IPv6 is IPv4, in blocks and in addresses', () => {
  assert.ok(contains('10.0.0.0/8', '::ffff:10.1.2.3'))
  assert.ok(contains('::ffff:10.0.0.0/104', '10.1.2.3'))
  assert.ok(contains('::ffff:0:0/96', '1.2.3.4'))
  assert.equal(parseNetwork('::ffff:0:0/90'), null)
})

test('all of one family is nothing of the other', () => {
  assert.ok(contains('0.0.0.0/0', '255.1.2.3'))
  assert.ok(!contains('0.0.0.0/0', '2001:db8::1'))
  assert.ok(contains('::/0', '2001:db8::1'))
  assert.ok(!contains('::/0', '1.2.3.4'))
})

test('a zone behind an address does not hide it', () => {
  assert.ok(contains('fe80::/10', 'fe80::1%eth0'))
})

test('what is no network is refused', () => {
  const wrong = [
    '',
    '/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '10.0.0/8',
  ]
  for (const text of [
    ...wrong,
    'all',
    '10.0.0.0/8x',
    '::/129',
    '1.2.3.4.5',
    '010.0.0.1',
    '::g',
    ' 10.0.0.0/8',
  ])
    assert.equal(parseNetwork(text), null, text)
})

test('what is no address lies in no network', () => {
  for (const text of ['', 'localhost', '10.0.0.256', '10.0.0.1, 10.0.0.2', 'unknown', '_hidden'])
    assert.ok(!contains('10.0.0.0/8', text), text)
})

const ipv4Bits = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
const ipv6Bits = fc.tuple(
  fc.ipV6().filter((text) => isIPv6(text) && !mapped(text)),
  fc.integer({ min: 0, max: 128 }),
)

/** Node's own block list, which knows nothing of our treatment of mapped addresses. */
function nodeSays(network: string, bits: number, address: string): boolean {
  const list = new BlockList()
  list.addSubnet(network, bits, isIPv4(network) ? 'ipv4' : 'ipv6')
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

test('agrees with the block list of Node for IPv4', () => {
  fc.assert(
    fc.property(ipv4Bits, fc.ipV4(), ([network, bits], address) => {
      assert.equal(contains(`${network}/${bits}`, address), nodeSays(network, bits, address))
      assert.ok(contains(`${network}/${bits}`, network))
    }),
  )
})

test('agrees with the block list of Node for IPv6', () => {
  fc.assert(
    fc.property(ipv6Bits, ipv6Bits, ([network, bits], [address]) => {
      assert.equal(contains(`${network}/${bits}`, address), nodeSays(network, bits, address))
      assert.ok(contains(`${network}/${bits}`, network))
    }),
  )
})

function mapped(text: string): boolean {
  const all = parseNetwork('::ffff:0:0/96')
  return all !== null && networkContains(all, text)
}
