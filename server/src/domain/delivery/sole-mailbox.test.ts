import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { soleMailbox } from './sole-mailbox.ts'
import type { DeliveryTarget } from './stores.ts'

const OUT = 'out@elsewhere.example'
const mailbox = (more: Partial<DeliveryTarget & { kind: 'mailbox' }> = {}): DeliveryTarget => ({
  ...{ kind: 'mailbox', forwardTo: [], keepForwarded: false, answers: false },
  ...more,
})
const group = (kind: 'alias' | 'list', ...names: readonly string[]): DeliveryTarget => ({
  kind,
  addresses: names.map((name) => (name.includes('@') ? name : `${name}@x.example`)),
})

const TARGETS: Readonly<Record<string, DeliveryTarget>> = {
  ann: mailbox(),
  bob: mailbox(),
  toAnn: mailbox({ forwardTo: ['ann@x.example'] }),
  away: mailbox({ forwardTo: ['ann@x.example'], answers: true }),
  copy: mailbox({ forwardTo: ['ann@x.example'], keepForwarded: true }),
  far: mailbox({ forwardTo: [OUT] }),
  round: mailbox({ forwardTo: ['back@x.example'] }),
  back: group('alias', 'round'),
  alias: group('alias', 'ann'),
  deep: group('list', 'toann', 'alias', 'away'),
  two: group('alias', 'ann', 'bob'),
  out: group('alias', 'ann', OUT),
  nobody: group('alias', 'ann', 'gone'),
}
const byAddress = new Map(
  Object.entries(TARGETS).map(([name, target]) => [`${name.toLowerCase()}@x.example`, target]),
)
const store = {
  target: async (address: string) => byAddress.get(address) ?? null,
  catchAll: async (domain: string) => (domain === 'caught.example' ? 'alias@x.example' : null),
  ownName: async (domain: string) => (domain === 'too.example' ? 'x.example' : null),
}

describe('the one mailbox that keeps mail to an address', () => {
  for (const address of ['Ann@X.example', 'ann+tag@x.example', 'ann@too.example', 'alias+t@too.example'])
    test(`is found for ${address}`, async () =>
      assert.equal(await soleMailbox(store, address), 'ann@x.example'))

  for (const name of ['toann', 'away', 'deep', 'nobody@caught'])
    test(`is found behind ${name}`, async () => {
      const address = name.includes('@') ? `${name}.example` : `${name}@x.example`
      assert.equal(await soleMailbox(store, address), 'ann@x.example')
    })

  test('is that which keeps what comes round', async () => {
    for (const name of ['round', 'back'])
      assert.equal(await soleMailbox(store, `${name}@x.example`), 'round@x.example')
  })

  for (const name of ['two', 'copy', 'out', 'far', 'nobody', 'unknown', ''])
    test(`is none for ${name || 'nothing'}: several get it, or somebody elsewhere, or nobody`, async () =>
      assert.equal(await soleMailbox(store, `${name}@x.example`), null))

  test('is not looked for on a way that nobody has meant', async () => {
    const target = async (address: string) => group('alias', `m${Number(address.slice(1, -10)) + 1}`)
    assert.equal(await soleMailbox({ ...store, target }, 'm0@x.example'), null)
  })
})
