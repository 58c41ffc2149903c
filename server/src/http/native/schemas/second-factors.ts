import { z } from 'zod'
import { Passkey } from './passkeys.ts'

const Time = z.iso.datetime().describe('ISO 8601 in UTC')
const Count = z.int().nonnegative()

const TotpDevice = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string(),
  verified: z.boolean().describe('False until a code of it was confirmed; before that it counts for nothing'),
  createdAt: Time,
})

export const SecondFactors = z
  .strictObject({
    totp: z.array(TotpDevice).readonly(),
    passkeys: z.array(Passkey).readonly(),
    passkeyOrigin: z
      .string()
      .nullable()
      .describe(
        'The only pages that passkeys work at; null where the public address lets browsers have none',
      ),
    recoveryCodesLeft: Count,
    recoveryCodesMadeAt: Time.nullable(),
    required: z.boolean().describe('The account, or the user, must have one'),
    locked: z.boolean().describe('No code is taken for now: there were too many wrong ones'),
  })
  .meta({ id: 'SecondFactors' })

export const NewTotp = z
  .strictObject({
    ...TotpDevice.shape,
    secret: z.string().describe('Base32, to be typed into the app; told only here'),
    uri: z.string().describe('The same as an `otpauth:` address'),
    qrCode: z.string().describe('The address as a QR code: a `data:` address of a PNG picture'),
  })
  .meta({ id: 'NewTotp' })

const Codes = z.array(z.string()).readonly().describe('Each works once, and is told only here')
export const RecoveryCodes = z.strictObject({ recoveryCodes: Codes }).meta({ id: 'RecoveryCodes' })
export const FirstCodes = z
  .strictObject({ recoveryCodes: Codes.nullable().describe('Null when there are recovery codes already') })
  .meta({ id: 'FirstCodes' })

export const FactorName = z
  .strictObject({ name: z.string().max(64).describe('What to call it; may be empty') })
  .meta({ id: 'FactorName', examples: [{ name: 'phone' }] })
export const TotpCode = z
  .strictObject({ code: z.string().max(64) })
  .meta({ id: 'TotpCode', examples: [{ code: '123456' }] })

export const Requirement = z
  .strictObject({
    required: z.boolean(),
    usersWithout: Count.describe('Users who would set a second factor up at their next sign-in'),
    sessionsThatEnd: Count.describe('Their sessions, which would end at once'),
  })
  .meta({ id: 'Requirement' })
export const RequirementChange = z
  .strictObject({ required: z.boolean() })
  .meta({ id: 'RequirementChange', examples: [{ required: true }] })
