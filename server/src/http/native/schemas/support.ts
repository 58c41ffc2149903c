import { z } from 'zod'
import { MAX_IMPERSONATION_SECONDS } from '../../../domain/tokens/impersonate.ts'
import { Id, Time } from '../schemas.ts'

const Digits = z.string().regex(/^[0-9]{6}$/)

export const SupportPinState = z
  .strictObject({
    state: z
      .enum(['ACTIVE', 'LOCKED', 'INACTIVE'])
      .describe('`LOCKED`: named wrong too often, and taken no more. `INACTIVE`: there is none yet'),
  })
  .meta({ id: 'SupportPinState' })

export const SupportPin = z.strictObject({ pin: Digits }).meta({ id: 'SupportPin' })

export const PinCheck = z
  .strictObject({
    userId: Id.describe('Of the user who says to be on the telephone'),
    pin: z.string().max(64).describe('What they name'),
  })
  .meta({ id: 'PinCheck', examples: [{ userId: '$USER_ID', pin: '204861' }] })

export const PinCheckResult = z
  .strictObject({ right: z.boolean().describe('Also false for a PIN that is locked') })
  .meta({ id: 'PinCheckResult' })

export const Impersonation = z
  .strictObject({
    userId: Id.describe('Of the user to act as'),
    seconds: z
      .exactOptional(z.int().min(1).max(MAX_IMPERSONATION_SECONDS))
      .describe('How long the token is good; three hours without it, which is the most'),
  })
  .meta({ id: 'Impersonation', examples: [{ userId: '$USER_ID', seconds: 900 }] })

export const ImpersonationToken = z
  .strictObject({ token: z.string().describe('Told this once'), expiresAt: Time })
  .meta({ id: 'ImpersonationToken' })
