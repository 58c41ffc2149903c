import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fastify from 'fastify'
import { DomainError, type ErrorFacts } from '../../domain/errors.ts'
import { parseFormBody } from '../kit/form-body.ts'
import { type FormFault, faultInNewPassword, faultOf, withWaiting } from './faults.ts'

describe('a refusal, in the words of a form', () => {
  const fault = (code: ConstructorParameters<typeof DomainError>[0], facts: ErrorFacts = {}) =>
    faultOf(new DomainError(code, facts))

  test('reads the same for a wrong password, an unknown name and a disabled user (S-33)', () => {
    const wrong = fault('credential.wrong')
    assert.equal(wrong.status, 401)
    for (const code of ['user.disabled', 'password.wrong'] as const) assert.deepEqual(fault(code), wrong)
  })

  test('stands at the field of the form that it is about, and at no other', () => {
    for (const field of ['username', 'password', 'again', 'code']) {
      assert.equal(fault('input.invalid', { field }).field, field)
    }
    assert.equal(fault('input.invalid', { field: 'email' }).field, null)
    assert.equal(fault('input.invalid').field, null)
    assert.equal(fault('user.exists').field, 'username')
    assert.equal(fault('user.exists', { field: 'password' }).field, 'username')
  })

  test('gives the reason of the domain below 500, and keeps it above', () => {
    assert.equal(fault('password.weak', { reason: 'It is in every list.' }).text, 'It is in every list.')
    for (const code of ['busy', 'secret.unreadable', 'storage.full'] as const) {
      assert.doesNotMatch(fault(code, { reason: 'disk sda1' }).text, /sda1/)
    }
  })

  for (const [seconds, words] of [
    [0, '0 seconds'],
    [1, 'a second'],
    [2, '2 seconds'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [121, '3 minutes'],
    [900, '15 minutes'],
  ] as const) {
    test(`says to wait for ${words}, for ${seconds} seconds`, () => {
      const throttled = fault('throttled', { retryAfterSeconds: seconds })
      assert.equal(throttled.text, `Too many failed attempts. Try again in ${words}.`)
      assert.deepEqual([throttled.status, throttled.retryAfterSeconds], [429, seconds])
    })
  }

  test('says nothing of waiting when there is no telling for how long', () => {
    assert.deepEqual(fault('throttled'), { status: 429, text: 'Too many failed attempts.', field: null })
  })

  test('is not made of what is no refusal: that is a fault of ours', () => {
    const bug = new TypeError('x')
    assert.throws(
      () => faultOf(bug),
      (thrown) => thrown === bug,
    )
  })
})

describe('the headers that belong to a fault', () => {
  async function headersOf(fault: FormFault | null) {
    const app = fastify()
    app.get('/', (_request, reply) => withWaiting(reply, fault).send('x'))
    const { headers } = await app.inject('/')
    return [headers['retry-after'], headers['www-authenticate']]
  }
  const fault = (status: number, more: object = {}): FormFault => ({
    status,
    text: 'x',
    field: null,
    ...more,
  })

  test('tell when to come again, or how to sign in', async () => {
    const challenge = 'Bearer realm="keyward"'
    assert.deepEqual(await headersOf(fault(401)), [undefined, challenge])
    for (const status of [429, 503]) {
      assert.deepEqual(await headersOf(fault(status)), ['1', undefined])
      assert.deepEqual(await headersOf(fault(status, { retryAfterSeconds: 9 })), ['9', undefined])
    }
    for (const none of [null, fault(400), fault(403), fault(500), fault(507)]) {
      assert.deepEqual(await headersOf(none), [undefined, undefined])
    }
  })
})

describe('a new password', () => {
  const faultIn = (text: string) => faultInNewPassword(parseFormBody(Buffer.from(text)))

  test('must be there, and the same twice', () => {
    assert.equal(faultIn('password=a&again=a'), null)
    assert.equal(faultIn('')?.field, 'password')
    assert.equal(faultIn('again=a')?.field, 'password')
    assert.equal(faultIn('password=a')?.field, 'again')
    assert.equal(faultIn('password=a&again=A')?.field, 'again')
  })
})
