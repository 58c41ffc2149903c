import assert from 'node:assert/strict'
import Fastify, { type FastifyInstance } from 'fastify'
import { RequestError, type RequestErrorCode, requestErrorOf } from './request-error.ts'

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

/** For tests: a listener without any dialect, which answers a refusal by its code alone. */
export function bareListener(): FastifyInstance {
  const app = Fastify()
  app.removeAllContentTypeParsers()
  app.setErrorHandler((error, _request, reply) => {
    const refusal = requestErrorOf(error)
    return reply.code(refusal ? 400 : 500).send({ code: refusal?.code ?? 'fault' })
  })
  return app
}
