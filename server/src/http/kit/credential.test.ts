import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { presentedCredential } from './credential.ts'
import { RequestError } from './request-error.ts'

const from = (headers: Record<string, string>) => presentedCredential({ headers })
const UNREADABLE = { secret: '', username: null, mayBeKey: false }
const basic = (text: string | Buffer) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

describe('the credential of a request', () => {
  test('is absent without a header', () => {
    assert.equal(from({}), null)
    assert.equal(from({ cookie: 'kw=x', 'x-api-key': 'x' }), null)
  })

  test('is what stands behind Bearer, in any spelling of it', () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      assert.deepEqual(from({ authorization: `${scheme} abc` }), {
        secret: 'abc',
        username: null,
        mayBeKey: true,
      })
    }
    assert.equal(from({ authorization: 'Bearer   abc' })?.secret, 'abc')
  })

  test('in X-Auth-Token is a token only', () => {
    assert.deepEqual(from({ 'x-auth-token': 'abc' }), { secret: 'abc', username: null, mayBeKey: false })
  })

  test('in Basic is name and key; the key may hold colons', () => {
    assert.deepEqual(from(basic('joe:a:b:c')), { secret: 'a:b:c', username: 'joe', mayBeKey: true })
    assert.equal(from(basic('jörg:k'))?.username, 'jörg')
  })

  for (const authorization of [
    '',
    ' ',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Basic',
    'Basic =',
    'Basic !',
    'Digest abc',
    `Digest ${Buffer.from('joe:key').toString('base64')}`,
    ' Bearer abc',
    'to Bearer abc',
    'Bearer\tabc',
    'abc',
  ]) {
    test(`${JSON.stringify(authorization)} is wrong, not absent`, () => {
      assert.deepEqual(from({ authorization }), UNREADABLE)
    })
  }

  test('in Basic without a name, without a colon or in no UTF-8 is wrong, not absent', () => {
    for (const text of [':key', 'joe', '', Buffer.from([0xff, 0x3a, 0x41])]) {
      assert.deepEqual(from(basic(text)), UNREADABLE)
    }
  })

  test('in Basic with anything but base64 is wrong, not absent', () => {
    const good = Buffer.from('joe:key1').toString('base64')
    assert.equal(from({ authorization: `basic ${good}` })?.username, 'joe')
    for (const value of [`-${good}`, `${good}!`, `${good}==x`, `${good}===`, good.replace('a', '-')]) {
      assert.deepEqual(from({ authorization: `Basic ${value}` }), UNREADABLE, value)
    }
  })

  test('in Basic may be a name of one letter, and no key', () => {
    assert.deepEqual(from(basic('j:')), { secret: '', username: 'j', mayBeKey: true })
  })

  test('twice in two headers is refused', () => {
    assert.throws(() => from({ authorization: 'Bearer a', 'x-auth-token': 'a' }), RequestError)
    assert.throws(() => from({ authorization: '', 'x-auth-token': '' }), RequestError)
  })

  test('is read from any header without throwing anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (authorization) => {
        assert.ok(from({ authorization }))
      }),
    )
  })

  test('in Basic survives the journey', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !text.includes(':') && text.isWellFormed())
    const key = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(name, key, (username, secret) => {
        // A byte order mark at the beginning is taken off by every decoder.
        fc.pre(!username.startsWith('\ufeff'))
        assert.deepEqual(from(basic(`${username}:${secret}`)), { username, secret, mayBeKey: true })
      }),
    )
  })
})
