import type { DialectPlugin } from '../kit/context.ts'
import { readIdentityRequests } from '../kit/identity-requests.ts'
import { versionV3 } from '../kit/identity-versions.ts'
import { refuseOtherPaths } from '../kit/methods.ts'
import { addApplicationCredentialRoutes } from './application-credentials.ts'
import { DIALECT } from './auth.ts'
import { addCatalogRoutes } from './catalog.ts'
import { addDomainRoutes } from './domains.ts'
import { addEndpointRoutes } from './endpoints.ts'
import { errorHandler } from './errors.ts'
import { addGrantRoutes } from './grants.ts'
import { addGroupGrantRoutes } from './group-grants.ts'
import { addGroupMemberRoutes, addGroupRoutes } from './groups.ts'
import { ANSWER_HEADERS } from './headers.ts'
import { addProjectRoutes } from './projects.ts'
import { addRegionRoutes } from './regions.ts'
import { openstackRequestId } from './request-id.ts'
import { addRoleAssignmentRoutes } from './role-assignments.ts'
import { addRoleRoutes } from './roles.ts'
import { addServiceRoutes } from './services.ts'
import { addTokenRoutes } from './tokens.ts'
import { addUserWriteRoutes } from './user-writes.ts'
import { addUserRoutes } from './users.ts'

/** Identity v3 as OpenStack's Keystone speaks it. */
export const identityV3: DialectPlugin = {
  name: DIALECT,
  prefix: '/v3',
  register: (app, context) => {
    app.setErrorHandler(errorHandler(context.publicUrl))
    readIdentityRequests(app, ['/v3', '/v3/auth/tokens'])
    app.addHook('onSend', (request, reply, _payload, done) => {
      reply.headers(ANSWER_HEADERS)
      reply.header('X-OpenStack-Request-Id', openstackRequestId(request.id))
      done()
    })
    refuseOtherPaths(app)
    app.get('', async () => ({ version: versionV3(context.publicUrl) }))
    addTokenRoutes(app, context)
    addUserRoutes(app, context)
    addApplicationCredentialRoutes(app, context)
    addUserWriteRoutes(app, context)
    addGroupRoutes(app, context)
    addGroupMemberRoutes(app, context)
    addGroupGrantRoutes(app, context)
    addProjectRoutes(app, context)
    addDomainRoutes(app, context)
    addRoleRoutes(app, context)
    addGrantRoutes(app, context)
    addRoleAssignmentRoutes(app, context)
    addCatalogRoutes(app, context)
    addServiceRoutes(app, context)
    addEndpointRoutes(app, context)
    addRegionRoutes(app, context)
  },
}
