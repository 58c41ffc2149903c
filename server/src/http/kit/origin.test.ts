import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clientAddress, originOf } from './origin.ts'

const PROXIES = new Set(['10.0.0.1', '10.0.0.2', '::1'])
const trusted = { contains: (address: string) => PROXIES.has(address) }

function addressOf(peer: string, forwarded?: string): string {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: peer })
  const request = new IncomingMessage(socket)
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
  return clientAddress(request, trusted)
}

describe('the client address (S-76)', () => {
  const cases: readonly [peer: string, forwarded: string | undefined, address: string][] = [
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', '', '10.0.0.1'],
    ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', ' 198.51.100.1 ', '198.51.100.1'],
    ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['10.0.0.1', '198.51.100.1,10.0.0.2,10.0.0.1', '198.51.100.1'],
    ['10.0.0.1', '10.0.0.2', '10.0.0.2'],
    ['10.0.0.1', ',', '10.0.0.1'],
    ['::1', '2001:db8::1', '2001:db8::1'],
  ]
  for (const [peer, forwarded, address] of cases) {
    test(`of ${peer} with X-Forwarded-For ${JSON.stringify(forwarded)} is ${address}`, () => {
      assert.equal(addressOf(peer, forwarded), address)
    })
  }

  const anything = fc.string({ maxLength: 40 })

  test('is never what an untrusted peer claims', () => {
    fc.assert(fc.property(anything, (claim) => assert.equal(addressOf('203.0.113.9', claim), '203.0.113.9')))
  })

  test('is never what a client puts before the entry of the proxy', () => {
    fc.assert(
      fc.property(anything, fc.ipV4(), (forged, real) => {
        fc.pre(!PROXIES.has(real))
        assert.equal(addressOf('10.0.0.1', `${forged},${real}, 10.0.0.2`), real)
      }),
    )
  })
})

test('a call by which the panel tries a key is named as such, whatever the browser calls itself', () => {
  const request = new IncomingMessage(new Socket())
  request.headers['user-agent'] = 'Mozilla/5.0'
  assert.equal(originOf(request, 'native', trusted).userAgent, 'Mozilla/5.0')
  request.headers['x-keyward-test'] = '1'
  assert.equal(originOf(request, 'native', trusted).userAgent, 'Keyward-panel')
})
