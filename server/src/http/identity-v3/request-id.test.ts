import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openstackRequestId } from './request-id.ts'

const UUID = /^req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('a request number has the form that OpenStack logs, whatever ours is', () => {
  const ours = fc.tuple(fc.stringMatching(/^[0-9a-f]{12}$/), fc.nat({ max: 2 ** 31 - 1 }))
  fc.assert(
    fc.property(ours, ([part, count]) => {
      const id = openstackRequestId(`${part}-${count.toString(16)}`)
      assert.match(id, UUID)
      assert.equal(Number.parseInt(id.slice(4, 17).replace('-', ''), 16), count)
      assert.ok(id.endsWith(`-${part}`))
    }),
  )
})
