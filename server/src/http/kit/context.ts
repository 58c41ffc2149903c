import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Dialect } from '../../domain/callers/caller.ts'
import type { Deps } from '../../domain/deps.ts'
import type { MailHosts } from '../../lib/mail-hosts.ts'
import type { ApiDescription } from './api-description.ts'
import type { TrustedProxies } from './origin.ts'

/** What every dialect gets from `app.ts`. */
export interface HttpContext {
  readonly deps: Deps
  /** How clients reach this server, without a slash at the end. */
  readonly publicUrl: string
  /** Where mail programs and other mail servers find this installation's. */
  readonly mailHosts: MailHosts
  readonly trustedProxies: TrustedProxies
  /** Every API of this server, for those who ask what there is. */
  readonly apis: readonly ApiDescription[]
}

/** One protocol: everything below its prefix is its own, errors included. */
export interface DialectPlugin {
  /** What calls, metrics and log lines name it by. */
  readonly name: Dialect
  /** `/v2.0`, say; empty for the one that answers what nobody else does. */
  readonly prefix: string
  readonly register: (app: FastifyInstance, context: HttpContext) => void
}

/**
 * A route answered before Fastify sees it. Returns false to leave the request to Fastify, untouched. One that has to
 * read first returns true, and may hand the request over later, as it was, by calling `pass`.
 */
export type HotRoute = (request: IncomingMessage, response: ServerResponse, pass: () => void) => boolean
