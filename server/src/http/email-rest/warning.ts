import type { FastifyReply } from 'fastify'

/** Done or told, and yet not all that was asked for. ASCII, as every header. */
export function warn(reply: FastifyReply, text: string): void {
  reply.header('x-warning', text)
}
