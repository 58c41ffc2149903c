import type { FastifyInstance, HTTPMethods } from 'fastify'
import { RequestError } from './request-error.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

/** `collectMethods`, and 404 in the dialect's own form for what is no path of it. */
export function answerRoutesOnly(app: FastifyInstance): () => void {
  app.setNotFoundHandler(() => {
    throw new RequestError('not_found', 'There is nothing at this address.')
  })
  return collectMethods(app)
}

/**
 * Call before the routes of a dialect are defined; call the result after them. Every other method on a known path
 * is then answered with 405 and `Allow`, instead of Fastify's 404.
 */
export function collectMethods(app: FastifyInstance): () => void {
  const methodsByPath = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method, prefix }) => {
    // Fastify mounts `/` below a prefix with and without the slash; `canonicalUrl` leaves only the latter.
    const path = url.slice(prefix.length)
    if (prefix !== '' && path === '/') return
    const methods = methodsByPath.get(path) ?? new Set<string>()
    methodsByPath.set(path, methods)
    for (const one of [method].flat()) methods.add(one)
  })
  return () => {
    for (const [path, methods] of methodsByPath) refuseOthers(app, path, methods)
  }
}

function refuseOthers(app: FastifyInstance, url: string, allowed: ReadonlySet<string>): void {
  const others = METHODS.filter((method) => !allowed.has(method))
  const allow = [...allowed].sort().join(', ')
  app.route({
    method: others,
    url,
    handler: (_request, reply) => {
      reply.header('Allow', allow)
      throw new RequestError('method_not_allowed', `This address answers ${allow} only.`)
    },
  })
}
