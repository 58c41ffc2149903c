import type { FastifyInstance } from 'fastify'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'

const RACKSPACE = 'http://docs.rackspace.com/identity/api/ext'
const OPENSTACK = 'http://docs.openstack.org/identity/api/ext'

const EXTENSIONS = [
  extension('RAX-KSKEY', `${RACKSPACE}/RAX-KSKEY/v1.0`, 'API key credentials.'),
  extension(
    'RAX-AUTH',
    `${RACKSPACE}/RAX-AUTH/v1.0`,
    'Domains, roles in bulk, passwords, support PIN, impersonation.',
  ),
  extension('RAX-KSGRP', `${RACKSPACE}/RAX-KSGRP/v1.0`, 'Groups of a user.'),
  extension('RAX-KSQA', `${RACKSPACE}/RAX-KSQA/v1.0`, 'Secret questions.'),
  extension('OS-KSADM', `${OPENSTACK}/OS-KSADM/v1.0`, 'Users, their credentials and roles; services.'),
  extension('OS-KSCATALOG', `${OPENSTACK}/OS-KSCATALOG/v1.0`, 'Endpoint templates.'),
]

function extension(alias: string, namespace: string, description: string) {
  return { name: alias, namespace, alias, updated: '2014-04-17T00:00:00Z', description, links: [] }
}

/** What is served beyond the core of v2.0; anybody may ask. */
export function addExtensionRoutes(app: FastifyInstance, _context: HttpContext): void {
  app.get('/extensions', async () => ({ extensions: EXTENSIONS, extensions_links: [] }))
  app.get<{ Params: { alias: string } }>('/extensions/:alias', async (request) => {
    const found = EXTENSIONS.find(({ alias }) => alias === request.params.alias)
    if (!found) throw new RequestError('not_found', 'There is no such extension.')
    return { extension: found }
  })
}
