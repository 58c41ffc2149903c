import type { FastifyInstance, FastifyRequest } from 'fastify'
import findMyWay from 'find-my-way'
import { RequestError } from './request-error.ts'

/** 404 in the dialect's own form for what is no path of it. */
export function refuseOtherPaths(app: FastifyInstance): void {
  app.setNotFoundHandler(() => {
    throw new RequestError('not_found', 'There is nothing at this address.')
  })
}

/**
 * Call before any route is defined. The result is a hook for `onRequest`: a method that a known path does not answer is
 * refused with 405 and `Allow`, where Fastify would answer 404, or take `/users/me` for the user `me`.
 */
export function methodCheck(app: FastifyInstance, maxParamLength: number) {
  // Fastify's own router, with one entry for each path, whatever its methods.
  const paths = findMyWay({ maxParamLength })
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = known.get(url) ?? new Set<string>()
    if (!known.has(url)) paths.on('GET', url, () => undefined, methods)
    known.set(url, methods)
    for (const one of [method].flat()) methods.add(one)
  })
  return async ({ url, method }: FastifyRequest, reply: { header(name: string, value: string): unknown }) => {
    const allowed: ReadonlySet<string> | undefined = paths.find('GET', url)?.store
    if (!allowed || allowed.has(method)) return
    const allow = [...allowed].sort().join(', ')
    reply.header('Allow', allow)
    throw new RequestError('method_not_allowed', `This address answers ${allow} only.`)
  }
}
