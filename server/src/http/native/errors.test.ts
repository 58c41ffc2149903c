import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { PROBLEMS } from '../kit/problem.ts'
import { RequestError } from '../kit/request-error.ts'
import { NativeError, refusalOf } from './errors.ts'

/** Codes and statuses that programs rely on: changing one breaks somebody. */
const EXPECTED: Readonly<Record<DomainErrorCode, readonly [status: number, code: string]>> = {
  'input.invalid': [400, 'invalid'],
  'credential.wrong': [401, 'unauthorized'],
  'credential.needed': [401, 'unauthorized'],
  'actor.forbidden': [403, 'forbidden'],
  'step_up.needed': [403, 'step_up_needed'],
  'password.wrong': [403, 'wrong_password'],
  'password.weak': [400, 'invalid'],
  'user.not_found': [404, 'not_found'],
  'user.disabled': [401, 'unauthorized'],
  'user.exists': [409, 'conflict'],
  'account.not_found': [404, 'not_found'],
  'account.exists': [409, 'conflict'],
  'key.not_found': [404, 'not_found'],
  'key.exists': [409, 'conflict'],
  'key.lost': [409, 'key_lost'],
  'key.shown_once': [409, 'key_shown_once'],
  'token.not_found': [404, 'not_found'],
  'session.not_found': [401, 'unauthorized'],
  'link.not_found': [404, 'not_found'],
  'endpoint.not_found': [404, 'not_found'],
  'endpoint.exists': [409, 'conflict'],
  'app_password.not_found': [404, 'not_found'],
  'application_credential.not_found': [404, 'not_found'],
  'application_credential.exists': [409, 'conflict'],
  'access_rule.not_found': [404, 'not_found'],
  'rule.not_found': [404, 'not_found'],
  'factor.needed': [401, 'unauthorized'],
  'factor.set_up_needed': [401, 'unauthorized'],
  'factor.wrong': [403, 'wrong_code'],
  'factor.not_found': [404, 'not_found'],
  'factor.exists': [409, 'conflict'],
  'factor.required': [409, 'factor_required'],
  'passkey.wrong': [403, 'wrong_passkey'],
  'role.not_found': [404, 'not_found'],
  'mail_domain.not_found': [404, 'not_found'],
  'mail_domain.exists': [409, 'conflict'],
  'mail_domain.in_use': [409, 'conflict'],
  'mailbox.not_found': [404, 'not_found'],
  'mail_alias.not_found': [404, 'not_found'],
  'mail_list.not_found': [404, 'not_found'],
  'job.not_found': [404, 'not_found'],
  'job.over': [409, 'conflict'],
  'address.exists': [409, 'conflict'],
  'pin.not_found': [404, 'not_found'],
  'pin.exists': [409, 'conflict'],
  'group.not_found': [404, 'not_found'],
  'group.exists': [409, 'conflict'],
  'role.exists': [409, 'conflict'],
  'owner.protected': [403, 'forbidden'],
  'idempotency.conflict': [409, 'conflict'],
  'secret.unreadable': [500, 'internal'],
  throttled: [429, 'throttled'],
  busy: [503, 'busy'],
  'storage.full': [507, 'storage_full'],
  'storage.away': [503, 'busy'],
  'master_key.away': [503, 'busy'],
  'outcome.unknown': [503, 'outcome_unknown'],
}

function isDomainCode(code: string): code is DomainErrorCode {
  return code in EXPECTED
}
const CODES = Object.keys(EXPECTED).filter(isDomainCode)

describe('a refusal of the domain', () => {
  for (const code of CODES) {
    test(`${code} is answered with ${EXPECTED[code].join(' ')}`, () => {
      const refusal = refusalOf(new DomainError(code))
      assert.ok(refusal)
      assert.deepEqual([PROBLEMS[refusal.code].status, refusal.code], EXPECTED[code])
      assert.match(refusal.detail, /^[A-Z].*\.$/)
    })
  }

  test('carries the field at fault and the time to wait', () => {
    const refusal = refusalOf(new DomainError('throttled', { field: 'password', retryAfterSeconds: 7 }))
    assert.deepEqual([refusal?.field, refusal?.retryAfterSeconds], ['password', 7])
  })

  test('says its reason when the caller can do something about it, never when the server is at fault', () => {
    const reason = 'Something of ours.'
    for (const code of CODES) {
      const detail = refusalOf(new DomainError(code, { reason }))?.detail
      if (EXPECTED[code][0] < 500) assert.equal(detail, reason)
      else assert.notEqual(detail, reason)
    }
  })

  test('for wrong, ended and disabled credentials reads the same', () => {
    assert.deepEqual(
      refusalOf(new DomainError('user.disabled')),
      refusalOf(new DomainError('credential.wrong')),
    )
  })
})

describe('any other error', () => {
  test('of the request keeps its sentence and field', () => {
    const refusal = refusalOf(new RequestError('too_large', 'Too much.', 'note'))
    assert.deepEqual(refusal, { code: 'too_large', detail: 'Too much.', field: 'note' })
  })

  test('of this dialect is worded here', () => {
    assert.equal(refusalOf(new NativeError('csrf'))?.code, 'csrf')
    assert.equal(refusalOf(new NativeError('two_credentials'))?.code, 'two_credentials')
  })

  test('is a fault of ours and not a refusal', () => {
    for (const fault of [new Error('secret'), new TypeError('secret'), 'secret', null, undefined]) {
      assert.equal(refusalOf(fault), null)
    }
  })
})
