import { DomainError } from '../../../domain/errors.ts'
import { PLAIN, route } from '../route.ts'
import { Verification } from '../schemas.ts'

/**
 * The ordinary way of a verify call: all refusals, and what memory alone cannot tell. Good credentials that memory
 * knows were answered by `hot-verify.ts` before.
 */
export const VERIFY_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'verify',
    method: 'GET',
    path: '/verify',
    summary: 'Whose key or token this is, and whether it is good now',
    access: 'credential',
    success: 200,
    output: Verification,
    refusals: [],
    handle: async ({ caller }) => {
      if (caller?.kind !== 'credential') throw new DomainError('credential.needed')
      return { body: caller.verification }
    },
  }),
]
