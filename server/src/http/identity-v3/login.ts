import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Origin } from '../../domain/callers/caller.ts'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Login } from '../../domain/login/log-in.ts'
import { type Evidence, logInScoped, type Scope } from '../../domain/login/log-in-scoped.ts'
import { countGivenToken } from '../../domain/tokens/authenticate-token.ts'
import type { HttpContext } from '../kit/context.ts'
import { parseJsonBody } from '../kit/json-body.ts'
import { originOf } from '../kit/origin.ts'
import { RequestError } from '../kit/request-error.ts'
import { DIALECT } from './auth.ts'
import { ScopeNotAllowed, UnsupportedMethod } from './errors.ts'
import { APPLICATION_CREDENTIAL, METHODS, type Method, PASSWORD, readTotp, TOTP } from './methods.ts'
import { readScope } from './scope.ts'

const Identity = z.looseObject({ methods: z.array(z.string()).min(1) })
const Body = z.object({ auth: z.object({ identity: Identity, scope: z.unknown().optional() }) })

/**
 * Logs in by what the body of `POST /v3/auth/tokens` holds. Any `X-Auth-Token` beside it means nothing.
 * @throws RequestError; UnsupportedMethod; ScopeNotAllowed; DomainError as `logInScoped` and the methods
 */
export async function logIn({ deps, trustedProxies }: HttpContext, request: FastifyRequest): Promise<Login> {
  const { methods, scope } = readLogin(request.body)
  const origin = originOf(request.raw, DIALECT, trustedProxies)
  const evidence: Evidence[] = []
  for (const { prove } of methods) evidence.push(await prove(deps, origin))
  const login = await logInScoped(deps, evidence, scope)
  countGivenToken(deps, login, origin)
  return login
}

/**
 * The same from the bytes of the body, when it has one method and memory alone can tell that it is good, in this very
 * turn; else null, uncounted: every refusal is worded in the ordinary way.
 */
export function logInFromMemory(deps: Deps, bytes: Buffer, origin: Origin): Login | null {
  const login = readQuietly(bytes)
  if (login?.methods.length !== 1) return null
  const given = login.methods[0]?.logInFromMemory?.(deps, login.scope, origin) ?? null
  if (given) countGivenToken(deps, given, origin)
  return given
}

function readQuietly(bytes: Buffer) {
  try {
    return readLogin(parseJsonBody(bytes))
  } catch (error) {
    if (REFUSALS.some((refusal) => error instanceof refusal)) return null
    throw error
  }
}

const REFUSALS = [RequestError, UnsupportedMethod, ScopeNotAllowed, DomainError]

/** Reads all of it before anything is proved: a body that asks for what is not there costs no password check. */
function readLogin(body: unknown): { readonly methods: readonly Method[]; readonly scope: Scope } {
  const parsed = Body.safeParse(body)
  if (!parsed.success) throw new RequestError('bad_request', 'The body needs auth with identity and methods.')
  const { identity, scope } = parsed.data.auth
  // A method named many times is tried once: repeating it must not buy guesses (CVE-2014-2828).
  const names = [...new Set(identity.methods)]
  if (names.includes(APPLICATION_CREDENTIAL) && scope) throw new ScopeNotAllowed()
  const unknown = names.find((name) => name !== TOTP && !METHODS.has(name))
  if (unknown !== undefined) throw new UnsupportedMethod([...METHODS.keys(), TOTP])
  const passcode = names.includes(TOTP) ? readTotp(identity[TOTP]) : null
  // A code is a second factor: it opens nothing alone, nor beside a token.
  if (passcode && !names.includes(PASSWORD)) throw new DomainError('credential.wrong')
  const methods = names.flatMap((name) => METHODS.get(name)?.(identity[name], { passcode }) ?? [])
  return { methods, scope: readScope(scope) }
}
