import { addPasskey, offerPasskey } from '../../../domain/factors/add-passkey.ts'
import { removePasskey, renamePasskey } from '../../../domain/factors/change-passkey.ts'
import { relyingPartyOf } from '../../../lib/webauthn.ts'
import { attestationOf } from '../../kit/passkey-answer.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { AddedPasskey, CreationOptions, NewPasskey, Passkey } from '../schemas/passkeys.ts'
import { FactorName } from '../schemas/second-factors.ts'
import { passkeyToWire } from '../second-factors-wire.ts'
import { PasskeyParams } from './params.ts'

const OWN = '/users/me/second-factors/passkeys'
const CHANGE = ['step_up_needed', 'forbidden'] as const

export const PASSKEY_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'offerPasskey',
    method: 'POST',
    path: `${OWN}/options`,
    summary: 'What the browser makes a new passkey by',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: CreationOptions,
    refusals: [...CHANGE, 'conflict'],
    handle: async ({ context, actor }) => {
      return { body: await offerPasskey(context.deps, actor(), relyingPartyOf(context.publicUrl)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'addPasskey',
    method: 'POST',
    path: OWN,
    summary: 'Take over the passkey that the browser has made; other sessions end',
    access: 'session',
    needs: ['any'],
    body: NewPasskey,
    success: 201,
    output: AddedPasskey,
    refusals: [...CHANGE, 'wrong_passkey', 'conflict'],
    handle: async ({ context, actor, body: { name, credential } }) => {
      const rp = relyingPartyOf(context.publicUrl)
      const made = { name, attestation: attestationOf(credential) }
      const { passkey, recoveryCodes } = await addPasskey(context.deps, actor(), rp, made)
      return { body: { ...passkeyToWire(passkey), recoveryCodes } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'renamePasskey',
    method: 'PATCH',
    path: `${OWN}/:passkeyId`,
    summary: 'Call a passkey something else',
    access: 'session',
    needs: ['any'],
    params: PasskeyParams,
    body: FactorName,
    success: 200,
    output: Passkey,
    refusals: [...CHANGE, 'not_found'],
    handle: async ({ context, actor, params, body }) => {
      return { body: passkeyToWire(await renamePasskey(context.deps, actor(), params.passkeyId, body.name)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'removePasskey',
    method: 'DELETE',
    path: `${OWN}/:passkeyId`,
    summary: 'Take a passkey away; other sessions end',
    access: 'session',
    needs: ['any'],
    params: PasskeyParams,
    success: 204,
    output: NoContent,
    refusals: [...CHANGE, 'not_found', 'factor_required'],
    handle: async ({ context, actor, params }) => {
      await removePasskey(context.deps, actor(), params.passkeyId)
      return { body: undefined }
    },
  }),
]
