import { z } from 'zod'
import type { Account } from '../../domain/accounts/account.ts'
import type { ShownPin } from '../../domain/support/read-pin.ts'
import type { User } from '../../domain/users/user.ts'
import { RequestError } from '../kit/request-error.ts'

/** Beside the user where one alone is read. */
export function pinToWire({ state, pin }: ShownPin) {
  return { ...(pin !== null && { 'RAX-AUTH:phonePin': pin }), 'RAX-AUTH:phonePinState': state }
}

export function userToWire(user: User) {
  return {
    id: user.id,
    username: user.name,
    ...(user.email !== null && { email: user.email }),
    enabled: user.enabled,
    ...(user.defaultRegion !== null && { 'RAX-AUTH:defaultRegion': user.defaultRegion }),
    'RAX-AUTH:domainId': user.accountId,
    ...(user.contactId !== null && { 'RAX-AUTH:contactId': user.contactId }),
    'RAX-AUTH:multiFactorEnabled': user.secondFactor,
    created: new Date(user.createdAtMs).toISOString(),
    updated: new Date(user.updatedAtMs).toISOString(),
  }
}

/** Account, tenant and project are one number; what a person calls the account is its description. */
export function tenantToWire({ id, name, enabled }: Account) {
  return { id, name: id, enabled, description: name }
}

const PASSWORD = 'OS-KSADM:password'

const Facts = z.object({
  username: z.string().nullish(),
  email: z.string().nullish(),
  /** Some clients write booleans as text. */
  enabled: z.union([z.boolean(), z.enum(['true', 'false'])]).nullish(),
  'RAX-AUTH:defaultRegion': z.string().nullish(),
  'RAX-AUTH:contactId': z.string().nullish(),
  [PASSWORD]: z.string().nullish(),
  'RAX-AUTH:phonePin': z.string().nullish(),
})
const Body = z.object({ user: Facts })

/** What a body says about a user; null and absent are the same, and an empty address is none. */
interface UserFacts {
  readonly name?: string
  readonly email?: string | null
  readonly enabled?: boolean
  readonly defaultRegion?: string
  readonly contactId?: string
  readonly password?: string
  readonly phonePin?: string
}

/** Reads `{"user":{…}}`. @throws RequestError */
export function userFromWire(body: unknown): UserFacts {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    throw new RequestError('bad_request', 'The body needs user with username, email or enabled.')
  }
  const { username, email, enabled, [PASSWORD]: password, ...rest } = parsed.data.user
  const region = rest['RAX-AUTH:defaultRegion']
  const contactId = rest['RAX-AUTH:contactId']
  const phonePin = rest['RAX-AUTH:phonePin']
  return {
    ...(isGiven(username) && { name: username }),
    ...(isGiven(email) && { email: email === '' ? null : email }),
    ...(isGiven(enabled) && { enabled: enabled === true || enabled === 'true' }),
    ...(isGiven(region) && { defaultRegion: region }),
    ...(isGiven(contactId) && { contactId }),
    ...(isGiven(password) && { password }),
    ...(isGiven(phonePin) && { phonePin }),
  }
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}
