import type { DialectPlugin, HotRoute } from '../kit/context.ts'
import type { HotParts } from '../kit/hot-answer.ts'
import { readIdentityRequests } from '../kit/identity-requests.ts'
import { versionDocument } from '../kit/identity-versions.ts'
import { V2_0_NAMESPACE } from '../kit/identity-xml-table.ts'
import { refuseOtherPaths } from '../kit/methods.ts'
import { addCatalogRoutes } from './catalog.ts'
import { addCredentialRoutes } from './credentials.ts'
import { addDomainRoutes } from './domains.ts'
import { answerError } from './errors.ts'
import { addExtensionRoutes } from './extensions.ts'
import { ANSWER_HEADERS } from './headers.ts'
import { hotLogin } from './hot-login.ts'
import { hotValidation } from './hot-validation.ts'
import { addImpersonationRoutes } from './impersonation.ts'
import { addFactorRoutes } from './multi-factor.ts'
import { addPasswordRoutes } from './passwords.ts'
import { addRoleRoutes } from './roles.ts'
import { addSupportRoutes } from './support.ts'
import { addTenantRoutes } from './tenants.ts'
import { addTokenRoutes } from './tokens.ts'
import { addUserRoutes } from './users.ts'

/** Identity v2.0 with the extensions of Rackspace's clients. */
export const identityV2: DialectPlugin = {
  name: 'identity-v2.0',
  prefix: '/v2.0',
  register: (app, context) => {
    app.setErrorHandler(answerError)
    readIdentityRequests(app, ['/v2.0', '/v2.0/tokens'], V2_0_NAMESPACE)
    app.addHook('onSend', (request, reply, _payload, done) => {
      reply.headers(ANSWER_HEADERS).header('X-Trans-Id', request.id)
      done()
    })
    refuseOtherPaths(app)
    app.get('', async () => versionDocument(context.publicUrl, 'v2.0'))
    addTokenRoutes(app, context)
    addUserRoutes(app, context)
    addPasswordRoutes(app, context)
    addRoleRoutes(app, context)
    addTenantRoutes(app, context)
    addDomainRoutes(app, context)
    addFactorRoutes(app, context)
    addSupportRoutes(app, context)
    addCatalogRoutes(app, context)
    addImpersonationRoutes(app, context)
    addCredentialRoutes(app, context)
    addExtensionRoutes(app, context)
  },
}

/** Login by key and validation, answered before Fastify where memory alone can tell: they are most of the calls. */
export function hotTokens(parts: HotParts): readonly HotRoute[] {
  return [hotLogin(parts), hotValidation(parts)]
}
