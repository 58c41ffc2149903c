import type { FastifyInstance } from 'fastify'
import { splitUrl } from './paths.ts'
import { RequestError } from './request-error.ts'

const CREDENTIAL_NAME =
  /^(?:x-)?(?:(?:auth|access)[-_]?)?(?:token|key|api[-_]?key|user[-_]?key|password|passcode|secret)$/i

/** Holds for every route of a dialect. */
export function refuseCredentialsInAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    refuseCredentialInAddress(request.url)
    done()
  })
}

/**
 * Refuses parameters called as credentials are, before anybody looks at who asks: addresses end up in logs and
 * histories.
 * @throws RequestError
 */
export function refuseCredentialInAddress(url: string): void {
  for (const name of new URLSearchParams(splitUrl(url).query).keys()) {
    if (CREDENTIAL_NAME.test(name)) {
      throw new RequestError(
        'bad_request',
        'Send a credential in a header or the body, never in the address.',
      )
    }
  }
}
