import { makeDkimKey, revokeDkimKeys, verifyDkimKey } from '../../../domain/dkim/change-key.ts'
import { DomainError } from '../../../domain/errors.ts'
import { dkimToWire } from '../mail-wire.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { DkimKey } from '../schemas/mail-system.ts'
import { DomainParams, domainPlace } from './mail-params.ts'

const ABOUT_KEYS = {
  ...PLAIN,
  access: 'caller',
  params: DomainParams,
  refusals: ['forbidden', 'not_found'],
} as const

/** Keys that mail is signed with. Their record is among those of the domain. */
export const DKIM_ROUTES = [
  route({
    ...ABOUT_KEYS,
    operationId: 'createDkimKey',
    needs: ['domains'],
    method: 'POST',
    path: '/domains/:domain/dkim',
    summary: 'Make a key to sign mail with, in place of one that waits; it signs once its record was found',
    success: 201,
    output: DkimKey,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: dkimToWire(await makeDkimKey(context.deps, actor(), place), place.name) }
    },
  }),
  route({
    ...ABOUT_KEYS,
    operationId: 'verifyDkimKey',
    needs: ['domains'],
    method: 'POST',
    path: '/domains/:domain/dkim/verification',
    summary: 'Look for the record of the DKIM key that waits; once it is there, mail is signed with this key',
    success: 200,
    output: DkimKey,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      const key = await verifyDkimKey(context.deps, actor(), place)
      if (key === null) throw new DomainError('input.invalid', { field: 'dkim', reason: 'There is no key.' })
      return { body: dkimToWire(key, place.name) }
    },
  }),
  route({
    ...ABOUT_KEYS,
    operationId: 'revokeDkimKeys',
    needs: ['domains'],
    method: 'DELETE',
    path: '/domains/:domain/dkim',
    summary: 'End the signing of mail: the DKIM keys of a domain are deleted',
    success: 204,
    output: NoContent,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      await revokeDkimKeys(context.deps, actor(), place)
      return { body: undefined }
    },
  }),
]
