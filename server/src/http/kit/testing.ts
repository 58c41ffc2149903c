import assert from 'node:assert/strict'
import { RequestError, type RequestErrorCode } from './request-error.ts'

/** For tests: the act is refused as a malformed request, with this code. */
export function refused(act: () => unknown, code: RequestErrorCode = 'bad_request', words?: RegExp): void {
  assert.throws(
    act,
    (error) =>
      error instanceof RequestError &&
      error.code === code &&
      (words === undefined || words.test(error.message)),
  )
}
