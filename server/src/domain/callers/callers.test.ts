import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { clientProduct } from './client-product.ts'
import { networkOf, widerNetworkOf } from './network.ts'

describe('the product of a client', () => {
  const cases: readonly [string, string][] = [
    ['python-requests/2.31.0', 'python-requests/2.31.0'],
    ['rclone/v1.60.1-DEV', 'rclone/v1.60.1-DEV'],
    ['libcloud/3.4.1 (Rackspace Cloud (Dallas)) ', 'libcloud/3.4.1'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      'Chrome/156',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox/140'],
    ['', 'unknown'],
    ['é ü', 'unknown'],
  ]
  for (const [agent, product] of cases) {
    test(`of "${agent}" is ${product}`, () => assert.equal(clientProduct(agent), product))
  }

  test('never holds a key that was pasted into the header', () => {
    const key = '0123456789abcdef0123456789abcdef'
    assert.equal(clientProduct(`backup/${key}`).includes(key), false)
    assert.equal(clientProduct(key.toUpperCase()).toLowerCase().includes(key), false)
  })

  test('is short printable text whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (agent) => {
        assert.match(clientProduct(agent), /^[\x21-\x7e]{1,64}$/)
      }),
    )
  })
})

describe('the network of an address', () => {
  const cases: readonly [string, string, string][] = [
    ['192.0.2.7', '192.0.2.7', '192.0.2.0/24'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.0/24'],
    ['2001:db8::1', '2001:db8::/64', '2001:db8::/48'],
    ['2001:DB8:A::1', '2001:db8:a::/64', '2001:db8:a::/48'],
    ['2001:db8:0:c::1', '2001:db8:0:c::/64', '2001:db8::/48'],
    ['0:0:0:c::1', '0:0:0:c::/64', '::/48'],
    ['2001:0db8:0000:0000:ffff::', '2001:db8::/64', '2001:db8::/48'],
    ['fe80::1%eth0', 'fe80::/64', 'fe80::/48'],
    ['::1', '::/64', '::/48'],
    ['', '', ''],
  ]
  for (const [address, network, wider] of cases) {
    test(`of ${address || 'nothing'} is ${network || 'nothing'}`, () => {
      assert.equal(networkOf(address), network)
      assert.equal(widerNetworkOf(address), wider)
    })
  }

  test('is the same for every address of one /64', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        if (address.includes('.')) return
        const groups = address.toLowerCase().split(':')
        const sibling = groups.length === 8 ? [...groups.slice(0, 7), 'ffff'].join(':') : address
        assert.equal(networkOf(sibling), networkOf(address))
        assert.match(networkOf(address), /^(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,3})?::\/64$/)
        // As RFC 5952 has it: no zero stands where the two colons can.
        assert.doesNotMatch(networkOf(address), /(?:^|:)0::\/64$/)
      }),
    )
  })
})
