import type { FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { turnCall } from '../../domain/callers/turn-call.ts'
import type { Deps } from '../../domain/deps.ts'

const callers = new WeakMap<FastifyRequest, UserActor>()

/** Whose credential was counted as good for a request: when the answer is that the right is missing, it is counted as that. */
export function noteCaller(request: FastifyRequest, actor: UserActor): void {
  callers.set(request, actor)
}

/** For a request that is answered with 403. */
export function countRefusal(deps: Pick<Deps, 'calls'>, request: FastifyRequest): void {
  const actor = callers.get(request)
  if (actor) turnCall(deps, actor, 'forbidden')
}
