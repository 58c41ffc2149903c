import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bodyOf, EMPTY, generatePassword, WAYS_IN } from './newUser.ts'

const DRAFT = { ...EMPTY, username: ' anna ', email: ' a@example.com ', password: 'seven quiet herons' }

test('what was left empty is not sent, and names come without the spaces around them', () => {
  assert.deepEqual(bodyOf(DRAFT), { username: 'anna', email: 'a@example.com', roles: ['identity:default'] })
  assert.deepEqual(bodyOf({ ...EMPTY, username: 'anna', roles: [] }), { username: 'anna' })
})

test('a password that was typed and then not asked for is not sent', () => {
  for (const way of WAYS_IN) {
    const { password, invite } = bodyOf({ ...DRAFT, way })
    assert.equal(password, way === 'password' ? DRAFT.password : undefined)
    assert.equal(invite, way === 'program' ? false : undefined)
  }
})

test('a generated password is five groups of five, whatever the bytes are', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (bytes) => {
      const next = () => {
        const { value } = bytes.next()
        return typeof value === 'number' && value < 248 ? value : 7
      }
      assert.match(generatePassword(next), /^[a-z2-9]{5}(-[a-z2-9]{5}){4}$/)
    }),
  )
})

test('every letter of a generated password is as likely as any other', () => {
  const counts = new Map<string, number>()
  let byte = 0
  for (let passwords = 0; passwords < 248; passwords += 1) {
    for (const letter of generatePassword(() => byte++ % 256).replaceAll('-', ''))
      counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  assert.equal(counts.size, 31)
  assert.deepEqual(new Set(counts.values()), new Set([200]))
})
