import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Origin } from '../../domain/callers/caller.ts'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import {
  type Login,
  logInToSetUp,
  logInWithKey,
  logInWithPasscode,
  logInWithPassword,
  logInWithToken,
} from '../../domain/login/log-in.ts'
import type { HttpContext } from '../kit/context.ts'
import { originOf } from '../kit/origin.ts'
import { RequestError } from '../kit/request-error.ts'
import { PasscodeNeeded } from './errors.ts'

const KEY = 'RAX-KSKEY:apiKeyCredentials'
/** The second call of a login whose password was right. */
const PASSCODE = 'RAX-AUTH:passcodeCredentials'
/** The credential kinds of the protocol; one body holds exactly one. */
const KINDS = [KEY, 'passwordCredentials', 'token', PASSCODE] as const
const SCOPE = 'RAX-AUTH:scope'

const Text = z.string().min(1)
/** Empty and null stand for none: Keystone's clients send them. */
const TenantName = z
  .union([z.string(), z.int()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)))
const Tenant = { tenantId: TenantName, tenantName: TenantName }

const ByName = z.object({ username: Text, password: Text, ...Tenant })
/** As OpenStack's own clients may ask. */
const ById = z.object({ userId: Text, password: Text, ...Tenant })

const Auth = z.object({
  [KEY]: z.object({ username: Text, apiKey: Text, ...Tenant }).nullish(),
  passwordCredentials: z.union([ByName, ById]).nullish(),
  token: z.object({ id: Text, ...Tenant }).nullish(),
  [PASSCODE]: z.object({ passcode: z.string(), ...Tenant }).nullish(),
  [SCOPE]: z.literal('SETUP-MFA').nullish(),
  ...Tenant,
})
const Body = z.object({ auth: Auth })

/**
 * Logs in by what the body of `POST /v2.0/tokens` holds. Any `X-Auth-Token` beside it means nothing.
 * @throws RequestError; DomainError as the logins of the domain
 */
export async function logIn(context: HttpContext, request: FastifyRequest): Promise<Login> {
  const { auth, tenant } = parseLogin(request.body)
  const origin = originOf(request.raw, 'identity-v2.0', context.trustedProxies)
  const { deps } = context
  const key = auth[KEY]
  if (key) return logInWithKey(deps, { username: key.username, secret: key.apiKey }, tenant, origin)
  if (auth.token) return logInWithToken(deps, auth.token.id, tenant, origin)
  if (auth.passwordCredentials) {
    const logInBy = auth[SCOPE] ? logInToSetUp : byPassword
    return logInBy(deps, await named(deps, auth.passwordCredentials), tenant, origin).catch(alike)
  }
  const presented = { secret: sessionIdOf(request), passcode: auth[PASSCODE]?.passcode ?? '' }
  return logInWithPasscode(deps, presented, tenant, origin).catch(alike)
}

/** An id of nobody is taken for a name that nobody has. */
async function named({ store }: Deps, given: z.output<typeof ByName> | z.output<typeof ById>) {
  if ('username' in given) return given
  const user = await store.users.byId(given.userId)
  return { username: user?.name ?? given.userId, password: given.password }
}

async function byPassword(
  deps: Deps,
  { username, password }: { readonly username: string; readonly password: string },
  tenant: string | null,
  origin: Origin,
): Promise<Login> {
  const answer = await logInWithPassword(deps, { username, password }, tenant, origin)
  if (answer.kind === 'passcode-needed') throw new PasscodeNeeded(answer.secret)
  return answer.login
}

/** @throws RequestError */
function sessionIdOf({ headers }: FastifyRequest): string {
  const sessionId = headers['x-sessionid']
  if (typeof sessionId === 'string' && sessionId !== '') return sessionId
  throw new RequestError('bad_request', `${PASSCODE} needs X-SessionId, from the answer to the password.`)
}

const WRONG: readonly string[] = ['credential.wrong', 'session.not_found', 'factor.wrong']

/** A wrong user, password or passcode and a session that is over look the same. */
function alike(error: unknown): never {
  const isWrong = error instanceof DomainError && WRONG.includes(error.code)
  throw isWrong ? new DomainError('password.wrong') : error
}

function parseLogin(body: unknown) {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    throw new RequestError(
      'bad_request',
      `The body needs auth with ${KEY} (username, apiKey), passwordCredentials, token or ${PASSCODE}.`,
    )
  }
  const { auth } = parsed.data
  if (auth[SCOPE] && !auth.passwordCredentials) {
    throw new RequestError('bad_request', `${SCOPE} goes with passwordCredentials.`)
  }
  const given = KINDS.map((kind) => auth[kind]).filter((value) => value !== undefined && value !== null)
  if (given.length !== 1) throw new RequestError('bad_request', 'Send exactly one kind of credentials.')
  return { auth, tenant: tenantOf([auth, auth[KEY], auth.passwordCredentials, auth.token, auth[PASSCODE]]) }
}

interface NamesTenant {
  readonly tenantId: string | null
  readonly tenantName: string | null
}

/** The account number; clients write it beside the credentials or into them. Its name is the number, too. */
function tenantOf(places: readonly (NamesTenant | null | undefined)[]): string | null {
  const ids = new Set(places.flatMap((place) => place?.tenantId ?? []))
  const tenantNames = new Set(places.flatMap((place) => place?.tenantName ?? []))
  if (ids.size + tenantNames.size > 1) {
    throw new RequestError('bad_request', 'Send tenantId or tenantName, once.')
  }
  return [...ids, ...tenantNames][0] ?? null
}
