import { z } from 'zod'
import type { UserActor } from '../../domain/actor.ts'
import type { LiveSession } from '../../domain/sessions/check-session.ts'
import type { Visit } from '../../domain/sessions/session.ts'
import type { HttpContext } from '../kit/context.ts'
import type { ProblemCode } from '../kit/problem.ts'
import type { Needed } from '../kit/rights.ts'
import { type Access, actorOf, type Caller, sessionOf } from './auth.ts'
import { parseBody, parseParams, parseQuery } from './parse.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** What a route is asked with, parsed. */
export interface Call<Params, Query, Body> {
  readonly context: HttpContext
  readonly visit: Visit
  readonly caller: Caller | null
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly idempotencyKey: string | undefined
  /** @throws DomainError `credential.needed` when nobody is signed in */
  readonly actor: () => UserActor
  /** @throws DomainError `actor.forbidden` for a caller without a panel session */
  readonly session: () => LiveSession
}

export interface Answer<Body> {
  readonly body: Body
  /** A line for `Set-Cookie`. */
  readonly cookie?: string
}

interface RouteFacts {
  readonly operationId: string
  readonly method: Method
  /** Below `/api/v1`, parameters as `:name`. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** Asks for a proof of presence, which a key or token never is: it is refused, once it is known to be good. */
  readonly inPerson?: boolean
  /** Who may, as the description tells it. */
  readonly needs: Needed
  /** Changes nothing, although its method would let it: what it asks about does not fit into an address. */
  readonly readsOnly?: boolean
  /** Bytes of a body, where the usual limit is too little. */
  readonly bodyLimit?: number
  /** Takes an `Idempotency-Key`. */
  readonly idempotent?: boolean
  readonly success: 200 | 201 | 204
  /** Media types of an answer that is a `TextFile`; else it is JSON. */
  readonly produces?: readonly string[]
  /** Refusals of its own, besides those that every route of its kind has. */
  readonly refusals: readonly ProblemCode[]
}

interface RouteSpec<Params, Query, Body, Output> extends RouteFacts {
  readonly params: z.ZodType<Params>
  readonly query: z.ZodType<Query>
  readonly body: z.ZodType<Body>
  readonly output: z.ZodType<Output>
  readonly handle: (call: Call<Params, Query, Body>) => Promise<Answer<Output>>
}

/** What came in, before a schema has seen it. */
export interface RawCall {
  readonly context: HttpContext
  readonly visit: Visit
  readonly caller: Caller | null
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly idempotencyKey: string | undefined
}

/** A route with its types folded away: what the server mounts and the reference describes. */
export interface NativeRoute extends RouteFacts {
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly body: z.ZodType
  readonly output: z.ZodType
  /** The route of the same path that shows what can be changed there. */
  readonly reading?: NativeRoute
  /** @throws RequestError, DomainError */
  readonly run: (raw: RawCall) => Promise<Answer<unknown>>
}

const Nothing = z.strictObject({})
/** Some clients always send a body; an empty object says as much as none. */
const NoBody = z.union([z.undefined(), Nothing])
/** The output of a route that answers 204. */
export const NoContent = z.undefined()
/** For routes that take nothing but their path. */
export const PLAIN = { params: Nothing, query: Nothing, body: NoBody } as const

export function route<Params, Query, Body, Output>(
  spec: RouteSpec<Params, Query, Body, Output>,
): NativeRoute {
  const run = (raw: RawCall) =>
    spec.handle({
      ...raw,
      params: parseParams(spec.params, raw.params),
      query: parseQuery(spec.query, raw.query),
      body: parseBody(spec.body, raw.body),
      actor: () => actorOf(raw.caller),
      session: () => sessionOf(raw.caller),
    })
  return { ...spec, run }
}
