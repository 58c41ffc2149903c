import type { FastifyRequest } from 'fastify'
import type { DialectPlugin } from '../kit/context.ts'
import { splitUrl } from '../kit/paths.ts'
import { isReadable } from '../kit/raw-request.ts'
import { RequestError } from '../kit/request-error.ts'
import { addAdminRoutes } from './admins.ts'
import { addAliasRoutes } from './aliases.ts'
import { addAlternateDomainRoutes } from './alternate-domains.ts'
import { DIALECT, requireSignature } from './auth.ts'
import { readBodies } from './body.ts'
import { addCatchAllRoutes } from './catch-all.ts'
import { addCustomerRoutes } from './customers.ts'
import { addDkimRoutes } from './dkim.ts'
import { addDomainRoutes } from './domains.ts'
import { addEmailEveryoneRoutes } from './email-everyone.ts'
import { errorAnswers } from './errors.ts'
import { addLoginTokenRoutes } from './login-tokens.ts'
import { addMailboxRoutes } from './mailboxes.ts'
import { addPartlyServedRoutes } from './partly-served.ts'
import { addSenderListRoutes } from './sender-lists.ts'
import { addSpamSettingsRoutes } from './spam-settings.ts'
import { addStorageNoticeRoutes } from './storage-notice.ts'
import { refuseUnserved } from './unserved.ts'
import { addWebmailSettingsRoutes } from './webmail-settings.ts'

/** The signed REST API that clients of Rackspace Email speak. */
export const emailDialect: DialectPlugin = {
  name: DIALECT,
  prefix: '/v1',
  register: (app, context) => {
    app.setErrorHandler(errorAnswers(context.deps.clock))
    requireSignature(app, context)
    app.addHook('onRequest', async (request) => requireNames(request))
    app.addHook('onSend', async (_request, reply) => {
      reply.header('Cache-Control', 'no-store')
    })
    readBodies(app)
    app.setNotFoundHandler((request) => refuseUnserved(context.deps, request))
    addCustomerRoutes(app, context)
    addAdminRoutes(app, context)
    addDomainRoutes(app, context)
    addAlternateDomainRoutes(app, context)
    addMailboxRoutes(app, context)
    addAliasRoutes(app, context)
    addCatchAllRoutes(app, context)
    addDkimRoutes(app, context)
    addLoginTokenRoutes(app, context)
    addSpamSettingsRoutes(app, context)
    addSenderListRoutes(app, context)
    addStorageNoticeRoutes(app, context)
    addPartlyServedRoutes(app, context)
    addWebmailSettingsRoutes(app, context)
    addEmailEveryoneRoutes(app, context)
  },
}

/** What no name in an address holds once it is decoded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const NO_NAME = /[/\\\u0000-\u001f\u007f]/

/** @throws RequestError */
function requireNames({ params, originalUrl }: FastifyRequest): void {
  if (!isReadable(splitUrl(originalUrl).path)) throw nothing()
  if (typeof params !== 'object' || params === null) return
  for (const [name, value] of Object.entries(params)) {
    // What is left of an address that no route has is no name.
    if (name !== '*' && typeof value === 'string' && NO_NAME.test(value)) throw nothing()
  }
}

function nothing(): RequestError {
  return new RequestError('not_found', 'There is nothing at this address.')
}
