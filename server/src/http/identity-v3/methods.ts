import { z } from 'zod'
import {
  authenticateApplicationCredential,
  type NamedCredential,
} from '../../domain/application-credentials/verify-credential.ts'
import type { Origin } from '../../domain/callers/caller.ts'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import { type Login, shownToken } from '../../domain/login/log-in.ts'
import {
  delegatedHolder,
  type Evidence,
  logInByCredentialFromMemory,
  logInByKeyFromMemory,
  type Scope,
} from '../../domain/login/log-in-scoped.ts'
import { authenticateSecret, type Passcode, type Whom } from '../../domain/login/verify-secret.ts'
import { RequestError } from '../kit/request-error.ts'
import { isDefaultDomain, Named } from './scope.ts'

/** What one method of a login says. */
export interface Method {
  /** Proves who asks. @throws DomainError, every wrong credential as `credential.wrong` */
  readonly prove: (deps: Deps, origin: Origin) => Promise<Evidence>
  /** The whole login by this method alone, when memory can tell that it is good, in this very turn; else undefined. */
  readonly logInFromMemory?: (deps: Deps, scope: Scope, origin: Origin) => Login | undefined
}

/**
 * One method of logging in: reads the member of `auth.identity` that is called as the method is.
 * @throws RequestError when the member is not what the method needs
 */
export type ReadMethod = (member: unknown, beside: Beside) => Method

/** What else the login brings. */
export interface Beside {
  readonly passcode: Passcode | null
}

const PasswordMember = z.object({ user: Named.extend({ password: z.string() }) })

/** The secret is the password or the account key. */
const readPassword: ReadMethod = (member, { passcode }) => {
  const parsed = PasswordMember.safeParse(member)
  if (!parsed.success) throw new RequestError('bad_request', 'password needs user with a name and password.')
  const { user } = parsed.data
  const whom = whomOf(user)
  return {
    prove: async (deps, origin) => {
      // A name in another domain than the one there is; nothing was compared, so nothing is counted.
      if (!whom) throw new DomainError('credential.wrong')
      const holder = await authenticateSecret(deps, whom, user.password, origin, passcode).catch(plainly)
      return { holder, from: null }
    },
    logInFromMemory: (deps, scope, origin) =>
      whom && !passcode ? logInByKeyFromMemory(deps, whom, user.password, scope, origin) : undefined,
  }
}

/** Nothing tells a right password that is not enough from a wrong one. */
function plainly(error: unknown): never {
  const isRight = error instanceof DomainError && error.code.startsWith('factor.')
  throw isRight ? new DomainError('credential.wrong') : error
}

/** @returns null for a user of another domain @throws RequestError */
function whomOf({ id, name, domain }: z.infer<typeof Named>): Whom | null {
  if (id) return { id }
  if (!name) throw new RequestError('bad_request', 'A user has an id or a name.')
  return isDefaultDomain(domain) ? { name } : null
}

const TokenMember = z.object({ id: z.string() })

const readToken: ReadMethod = (member) => {
  const parsed = TokenMember.safeParse(member)
  if (!parsed.success) throw new RequestError('bad_request', 'token needs an id.')
  return {
    prove: async (deps, origin) => {
      const { claims } = await shownToken(deps, parsed.data.id, origin).catch((error: unknown) => {
        const isDead = error instanceof DomainError && error.code === 'token.not_found'
        throw isDead ? new DomainError('credential.wrong') : error
      })
      return { holder: claims, from: claims }
    },
  }
}

const ApplicationCredentialMember = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  secret: z.string(),
  // Some clients send an empty one beside an id.
  user: Named.nullish(),
})

const readApplicationCredential: ReadMethod = (member) => {
  const parsed = ApplicationCredentialMember.safeParse(member)
  if (!parsed.success) throw new RequestError('bad_request', 'application_credential needs id and secret.')
  const { secret } = parsed.data
  const named = namedCredential(parsed.data)
  return {
    prove: async (deps, origin) => {
      if (!named) throw new DomainError('credential.wrong')
      const as = await authenticateApplicationCredential(deps, named, secret, origin)
      return { holder: delegatedHolder(as), from: null, as }
    },
    logInFromMemory: (deps, _scope, origin) =>
      named && 'id' in named ? logInByCredentialFromMemory(deps, named.id, secret, origin) : undefined,
  }
}

/** @returns null for a user of another domain @throws RequestError */
function namedCredential({
  id,
  name,
  user,
}: z.infer<typeof ApplicationCredentialMember>): NamedCredential | null {
  if (id) return { id }
  if (!name || !user) {
    throw new RequestError('bad_request', 'application_credential needs an id, or a name and a user.')
  }
  const whom = whomOf(user)
  return whom && { name, user: whom }
}

export const APPLICATION_CREDENTIAL = 'application_credential'

const TotpMember = z.object({ user: Named.extend({ passcode: z.string() }) })

/**
 * The member of `auth.identity` that is called `totp`: beside `password` alone it counts for anything.
 * @throws RequestError when it is not what it must be; DomainError `credential.wrong` for a user of another domain
 */
export function readTotp(member: unknown): Passcode {
  const parsed = TotpMember.safeParse(member)
  if (!parsed.success) throw new RequestError('bad_request', 'totp needs user with a name and passcode.')
  const { user } = parsed.data
  const whom = whomOf(user)
  if (!whom) throw new DomainError('credential.wrong')
  return { whom, code: user.passcode }
}

export const PASSWORD = 'password'
export const TOTP = 'totp'

/** The methods that log in by themselves, one line each. */
export const METHODS: ReadonlyMap<string, ReadMethod> = new Map([
  [PASSWORD, readPassword],
  ['token', readToken],
  [APPLICATION_CREDENTIAL, readApplicationCredential],
])
