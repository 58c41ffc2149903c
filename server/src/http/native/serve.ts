import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accepts } from '../kit/accept.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { visitOf } from '../kit/visit.ts'
import { authenticate } from './auth.ts'
import type { NativeRoute } from './route.ts'
import { TextFile } from './text-file.ts'
import { etagOf, matchOf, runIfUnchanged, takesMatch } from './version.ts'

/** 64 visible ASCII characters at most: it goes into the database and the audit log's neighbourhood. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,64}$/

/** Mounts a route: who asks, what is asked, the use case, the answer. */
export function serve(app: FastifyInstance, context: HttpContext, route: NativeRoute): void {
  app.route({
    method: route.method,
    url: route.path,
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    handler: async (request, reply) => {
      requireWanted(request, route.produces ?? JSON_ONLY)
      const visit = visitOf(context, request, 'native')
      const caller = await authenticate(context, request, visit, route.access)
      const idempotencyKey = route.idempotent ? idempotencyKeyOf(request) : undefined
      const { params, query, body } = request
      const raw = { context, visit, caller, params, query, body, idempotencyKey }
      const tags = takesMatch(route) ? matchOf(request.headers['if-match']) : null
      const answer = tags ? await runIfUnchanged(route, raw, tags) : await route.run(raw)
      if (route.reading?.output === route.output) reply.header('ETag', etagOf(answer.body))
      if (answer.cookie !== undefined) reply.header('Set-Cookie', answer.cookie)
      return send(reply, route.success, answer.body)
    },
  })
}

function send(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  reply.code(status).header('Cache-Control', 'no-store')
  if (body instanceof TextFile) return sendFile(reply, body)
  return body === undefined ? reply.send() : reply.type('application/json').send(JSON.stringify(body))
}

function sendFile(reply: FastifyReply, { type, fileName, chunks }: TextFile): FastifyReply {
  const disposition = `attachment; filename="${fileName}"`
  return reply.type(type).header('Content-Disposition', disposition).send(Readable.from(chunks))
}

const JSON_ONLY = ['application/json']

function requireWanted({ headers }: FastifyRequest, types: readonly string[]): void {
  if (types.some((type) => accepts(headers.accept, type))) return
  throw new RequestError('not_acceptable', `Answers are ${types.join(' or ')} only.`)
}

function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return key
  throw new RequestError(
    'bad_request',
    'An Idempotency-Key has 1 to 64 visible ASCII characters.',
    'Idempotency-Key',
  )
}
