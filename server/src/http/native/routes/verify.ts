import { DomainError } from '../../../domain/errors.ts'
import { inspectCredential } from '../../../domain/login/inspect-credential.ts'
import { PLAIN, route } from '../route.ts'
import { Verification, VerifyRequest, VerifyResults } from '../schemas.ts'
import { inspectionToWire } from '../wire.ts'

export const VERIFY_ROUTES = [
  // The ordinary way of a verify call: all refusals, and what memory alone cannot tell. Good credentials that memory
  // knows were answered by `hot-verify.ts` before.
  route({
    ...PLAIN,
    operationId: 'verify',
    method: 'GET',
    path: '/verify',
    summary: 'Whose key or token this is, and whether it is good now',
    access: 'credential',
    needs: ['any'],
    success: 200,
    output: Verification,
    refusals: [],
    handle: async ({ caller }) => {
      if (caller?.kind !== 'credential') throw new DomainError('credential.needed')
      return { body: caller.verification }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'verifyMany',
    method: 'POST',
    path: '/verify',
    summary: 'Whose keys and tokens these are, of those that the caller may know about',
    access: 'caller',
    needs: ['any'],
    readsOnly: true,
    body: VerifyRequest,
    success: 200,
    output: VerifyResults,
    refusals: [],
    handle: async ({ context, actor, body }) => {
      const asked = body.credentials.map((secret) => inspectCredential(context.deps, actor(), secret))
      return { body: { results: (await Promise.all(asked)).map(inspectionToWire) } }
    },
  }),
]
