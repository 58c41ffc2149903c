import type { Verification } from '../verification-types.ts'
import { createGuard, type GuardOptions } from './guard.ts'

/**
 * Guards a handler that takes a `Request` and returns a `Response` (Deno, Bun, Hono, workers): answers 401, 403, 429
 * or 503 itself, or calls the handler with the request, who it is, and whatever else it was given.
 *
 * ```ts
 * Deno.serve(fetchGuard({ baseUrl: 'http://localhost:8080' }, (request, caller) => new Response(`Hello ${caller.username}`)))
 * ```
 *
 * @throws TypeError when it is made with options that cannot work
 */
export function fetchGuard<More extends unknown[]>(
  options: GuardOptions,
  handler: (request: Request, caller: Verification, ...more: More) => Response | Promise<Response>,
): (request: Request, ...more: More) => Promise<Response> {
  const guard = createGuard(options)
  return async (request, ...more) => {
    const admission = await guard((name) => request.headers.get(name) ?? undefined)
    if (admission.kind === 'passed') return handler(request, admission.caller, ...more)
    const { status, headers, body } = admission.refusal
    return new Response(body, { status, headers })
  }
}
