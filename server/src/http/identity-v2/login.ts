import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Origin } from '../../domain/callers/caller.ts'
import { DomainError } from '../../domain/errors.ts'
import { type Login, logInWithKey, logInWithPassword, logInWithToken } from '../../domain/login/log-in.ts'
import type { HttpContext } from '../kit/context.ts'
import { originOf } from '../kit/origin.ts'
import { RequestError } from '../kit/request-error.ts'

const KEY = 'RAX-KSKEY:apiKeyCredentials'
/** The credential kinds of the protocol; one body holds exactly one. */
const KINDS = [KEY, 'passwordCredentials', 'token', 'RAX-AUTH:passcodeCredentials'] as const

const Text = z.string().min(1)
/** Empty and null stand for none: Keystone's clients send them. */
const TenantName = z
  .union([z.string(), z.int()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)))
const Tenant = { tenantId: TenantName, tenantName: TenantName }

const Auth = z.object({
  [KEY]: z.object({ username: Text, apiKey: Text, ...Tenant }).nullish(),
  passwordCredentials: z.object({ username: Text, password: Text, ...Tenant }).nullish(),
  token: z.object({ id: Text, ...Tenant }).nullish(),
  'RAX-AUTH:passcodeCredentials': z.unknown().optional(),
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
  if (auth.passwordCredentials) return byPassword(context, auth.passwordCredentials, tenant, origin)
  if (auth.token) return logInWithToken(deps, auth.token.id, tenant, origin)
  throw new RequestError('bad_request', 'Passcodes are not in use here.')
}

async function byPassword(
  { deps }: HttpContext,
  { username, password }: { readonly username: string; readonly password: string },
  tenant: string | null,
  origin: Origin,
): Promise<Login> {
  return logInWithPassword(deps, { username, password }, tenant, origin).catch((error: unknown) => {
    const isWrong = error instanceof DomainError && error.code === 'credential.wrong'
    throw isWrong ? new DomainError('password.wrong') : error
  })
}

function parseLogin(body: unknown) {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    throw new RequestError(
      'bad_request',
      `The body needs auth with ${KEY} (username, apiKey), passwordCredentials or token.`,
    )
  }
  const { auth } = parsed.data
  const given = KINDS.map((kind) => auth[kind]).filter((value) => value !== undefined && value !== null)
  if (given.length !== 1) throw new RequestError('bad_request', 'Send exactly one kind of credentials.')
  return { auth, tenant: tenantOf([auth, auth[KEY], auth.passwordCredentials, auth.token]) }
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
