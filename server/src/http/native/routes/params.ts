import { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'

/** A user's id, or `me`. Anything else names nobody. */
export const UserParams = z.strictObject({
  userId: z
    .string()
    .regex(/^(?:me|[0-9a-f]{32})$/)
    .describe('The id of a user, or `me`'),
})

/** The id of an authenticator app. */
export const DeviceParams = z.strictObject({
  deviceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('Of the app, as the list tells it'),
})

/** A passkey's, made from the id of its credential. */
export const PasskeyParams = z.strictObject({
  passkeyId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('Of the passkey, as the list tells it'),
})

/** What a key pair is called, or `default`. */
export const PairParams = z.strictObject({
  pairName: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/)
    .describe('What the pair is called; `default` is the one that is good for everything'),
})

/** An administrator by the id of the user. */
export const AdministratorParams = z.strictObject({
  adminId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('The id of the administrator, who is a user'),
})

export function userIdFor(actor: UserActor, { userId }: z.infer<typeof UserParams>): string {
  return userId === 'me' ? actor.userId : userId
}
