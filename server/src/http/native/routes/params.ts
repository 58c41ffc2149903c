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
export const DeviceParams = z.strictObject({ deviceId: z.string().regex(/^[0-9a-f]{32}$/) })

/** A passkey's, made from the id of its credential. */
export const PasskeyParams = z.strictObject({ passkeyId: z.string().regex(/^[0-9a-f]{32}$/) })

export function userIdFor(actor: UserActor, { userId }: z.infer<typeof UserParams>): string {
  return userId === 'me' ? actor.userId : userId
}
