import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from '@keyward/sdk'
import { errorText, fieldError, isCode } from './errors.ts'
import { germanOfServer } from './messages/deServer.ts'
import { speak } from './messages/learn.ts'

function refusal(code: string, more: { detail?: string; field?: string } = {}): KeywardError {
  return new KeywardError({
    type: 'about:blank',
    title: code,
    status: 400,
    detail: '',
    requestId: 'r',
    code,
    ...more,
  })
}

test('a code that we know has our words, whatever the server wrote', () => {
  assert.equal(errorText(refusal('wrong_password', { detail: 'x' })), 'That is not your password.')
  assert.equal(errorText(refusal('network')), 'The server did not answer. Check your connection.')
})

test("for a code without words the server's text names the fault", () => {
  assert.equal(
    errorText(refusal('invalid', { detail: 'The password is too easy to guess.' })),
    'The password is too easy to guess.',
  )
})

test('a conflict says what is in the way', () => {
  assert.equal(errorText(refusal('conflict', { detail: 'The address is taken.' })), 'The address is taken.')
  assert.match(errorText(refusal('conflict')), /Reload the page/)
})

test('a refusal says why, or who can give the right', () => {
  const reason = 'An account owner cannot do this to oneself.'
  assert.equal(errorText(refusal('forbidden', { detail: reason })), reason)
  for (const detail of ['You may not do this.', '']) {
    assert.match(errorText(refusal('forbidden', { detail })), /The owner of your account can give it/)
  }
})

test('what is no refusal of the server, or says nothing, is a general fault: no inside is shown', () => {
  const general = 'Something went wrong on our side.'
  assert.equal(errorText(new TypeError('x is undefined')), general)
  assert.equal(errorText(refusal('unheard-of')), general)
  assert.equal(errorText(null), general)
})

test('an error belongs to a field only when the refusal names that field', () => {
  const error = refusal('invalid', { detail: 'Too short.', field: 'newPassword' })
  assert.equal(fieldError(error, 'newPassword'), 'Too short.')
  assert.equal(fieldError(error, 'email'), undefined)
  assert.equal(fieldError(null, 'email'), undefined)
})

test('a code is recognised on refusals alone', () => {
  assert.ok(isCode(refusal('throttled'), 'throttled'))
  assert.ok(!isCode(refusal('throttled'), 'busy'))
  assert.ok(!isCode({ code: 'throttled' }, 'throttled'))
})

test('in German what the server says in its own words is German, as far as it is known', (context) => {
  speak('de', {}, germanOfServer)
  context.after(() => speak('en', {}))
  const said = (code: string, detail: string) => errorText(refusal(code, { detail }))
  assert.equal(
    said('invalid', 'The password must have at least 8 characters.'),
    'Das Passwort braucht mindestens 8 Zeichen.',
  )
  assert.equal(said('conflict', 'The address is taken.'), 'Diese Adresse ist vergeben.')
  assert.equal(said('forbidden', 'Nobody can do this to oneself.'), 'Das kann niemand bei sich selbst tun.')
  assert.equal(said('invalid', 'Something of tomorrow.'), 'Something of tomorrow.')
})
