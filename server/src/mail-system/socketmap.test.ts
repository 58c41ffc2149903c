import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../tests/support/any-character.ts'
import { socketmap } from './socketmap.ts'
import { aStore } from './testing.ts'

const errors: unknown[] = []
const protocol = socketmap(aStore(), (error) => errors.push(error))
const netstring = (text: string) => `${Buffer.byteLength(text)}:${text},`

const ANSWERS: readonly (readonly [question: string, answer: string])[] = [
  ['domains x.example', 'OK here'],
  ['domains X.EXAMPLE', 'OK here'],
  ['domains y.example', 'NOTFOUND '],
  ['mailboxes Ann+tag@x.example', 'OK here'],
  ['mailboxes team@x.example', 'NOTFOUND '],
  ['mailboxes ', 'NOTFOUND '],
  ['aliases team+a@x.example', 'OK ann+a@x.example,out+a@e.example'],
  ['aliases ann@x.example', 'NOTFOUND '],
  ['aliases root', 'NOTFOUND '],
  ['senders ann@x.example', 'OK ann@x.example'],
  ['senders team@x.example', 'OK ann@x.example,out@e.example'],
  ['senders <>', 'NOTFOUND '],
  ['passwords ann@x.example', 'PERM there is no such table'],
  ['', 'PERM there is no such table'],
  ['domains', 'PERM there is no such table'],
]

describe('a table that Postfix asks for', () => {
  for (const [question, answer] of ANSWERS)
    test(`answers ${JSON.stringify(question)} with ${answer}`, async () => {
      assert.equal(await protocol.answer(question), netstring(answer))
    })

  test('that cannot be read now is a failure for now, never an absent address', async () => {
    errors.length = 0
    assert.match(String(await protocol.answer('domains broken.example')), /^\d+:TEMP /)
    assert.equal(errors.length, 1)
  })
})

describe('netstrings', () => {
  test('come out as they went in, however they are cut', () => {
    const questions = fc.array(fc.string({ unit: anyCharacter, maxLength: 40 }), { maxLength: 5 })
    fc.assert(
      fc.property(questions, fc.nat(), (texts, seed) => {
        const bytes = Buffer.from(texts.map(netstring).join(''))
        const cut = bytes.length === 0 ? 0 : seed % bytes.length
        const first = protocol.split(bytes.subarray(0, cut))
        const second = first && protocol.split(Buffer.concat([first.rest, bytes.subarray(cut)]))
        assert.deepEqual([...(first?.questions ?? []), ...(second?.questions ?? [])], texts.map(asUtf8))
        assert.equal(second?.rest.length, 0)
      }),
    )
  })

  for (const nonsense of ['a:b,', '-1:,', '1:ab', '1x', '123456', '99999999:', ':,', '01:a;'])
    test(`are not ${nonsense}`, () => assert.equal(protocol.split(Buffer.from(nonsense)), null))
})

/** Half of a pair of surrogates does not survive UTF-8. */
function asUtf8(text: string): string {
  return Buffer.from(text).toString('utf8')
}
