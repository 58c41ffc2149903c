import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type LinkHandler = (link: string, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** A page that uses a one-time link up. Only a real GET does that: a HEAD, as mail filters send it, must not. */
export function withLink(app: FastifyInstance, url: string, handle: LinkHandler): void {
  app.route<{ Params: { link: string } }>({
    method: 'GET',
    url,
    exposeHeadRoute: false,
    handler: (request, reply) => handle(request.params.link, request, reply),
  })
}
