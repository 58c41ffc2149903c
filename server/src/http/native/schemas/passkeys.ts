import { z } from 'zod'
import { AttestationBody } from '../../kit/passkey-answer.ts'

const Time = z.iso.datetime().describe('ISO 8601 in UTC')
const Text = z.string()

const facts = {
  id: Text.regex(/^[0-9a-f]{32}$/).describe('Names it in addresses; not the id of the credential'),
  name: Text,
  createdAt: Time,
  lastUsedAt: Time.nullable(),
}
export const Passkey = z.strictObject(facts).meta({ id: 'Passkey' })

export const NewPasskey = z
  .strictObject({ name: Text.max(64).describe('What to call it; may be empty'), credential: AttestationBody })
  .meta({ id: 'NewPasskey' })
export const AddedPasskey = z
  .strictObject({
    ...facts,
    recoveryCodes: z
      .array(Text)
      .readonly()
      .nullable()
      .describe('Each works once, and is told only here; null when there are recovery codes already'),
  })
  .meta({ id: 'AddedPasskey' })

const NamedKey = z.strictObject({
  type: z.literal('public-key'),
  id: Text,
  transports: z.array(Text).readonly(),
})
const shared = { challenge: Text.describe('Good once, for five minutes'), timeout: z.int() }

export const CreationOptions = z
  .strictObject({
    ...shared,
    rp: z.strictObject({ id: Text, name: Text }),
    user: z.strictObject({ id: Text, name: Text, displayName: Text }),
    pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })).readonly(),
    attestation: z.literal('none'),
    excludeCredentials: z.array(NamedKey).readonly(),
    authenticatorSelection: z.strictObject({
      residentKey: z.literal('preferred'),
      requireResidentKey: z.literal(false),
      userVerification: z.literal('required'),
    }),
  })
  .meta({
    id: 'PasskeyCreationOptions',
    description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON`',
  })

export const RequestOptions = z
  .strictObject({
    ...shared,
    rpId: Text,
    allowCredentials: z.array(NamedKey).readonly(),
    userVerification: z.enum(['required', 'preferred']),
  })
  .meta({ id: 'PasskeyRequestOptions', description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON`' })
