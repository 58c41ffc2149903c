import { type Json, operations } from '../kit/api-description.ts'

const TEMPLATE: Json = {
  id: 1,
  name: 'cloudFiles',
  type: 'object-store',
  region: 'DFW',
  publicURL: 'https://files.example.com/v1/%(tenant_id)s',
  enabled: true,
  global: true,
}
const SERVICE: Json = {
  id: '5d4f6bb2a6a0c9a1f9b6c1e0d2f3a4b5',
  name: 'cloudFiles',
  type: 'object-store',
  description: 'cloudFiles',
}
const TEMPLATES = '/OS-KSCATALOG/endpointTemplates'

export const STAFF_OPERATIONS = operations('For staff', [
  [
    `GET ${TEMPLATES}`,
    'listEndpointTemplates',
    ['staff'],
    'What the catalog is made of',
    {
      answer: { 'OS-KSCATALOG:endpointTemplates': [TEMPLATE], 'OS-KSCATALOG:endpointTemplates_links': [] },
    },
  ],
  [
    `POST ${TEMPLATES}`,
    'addEndpointTemplate',
    ['operator'],
    'Add an endpoint to the catalog of everybody',
    {
      body: {
        'OS-KSCATALOG:endpointTemplate': {
          name: 'cloudFiles',
          type: 'object-store',
          region: 'DFW',
          publicURL: 'https://files.example.com/v1/%(tenant_id)s',
        },
      },
      success: 201,
      answer: { 'OS-KSCATALOG:endpointTemplate': TEMPLATE },
      refusals: [409, 413, 415],
    },
  ],
  [
    `GET ${TEMPLATES}/:id`,
    'getEndpointTemplate',
    ['staff'],
    'One endpoint',
    { answer: { 'OS-KSCATALOG:endpointTemplate': TEMPLATE } },
  ],
  [`DELETE ${TEMPLATES}/:id`, 'removeEndpointTemplate', ['operator'], 'Remove an endpoint from the catalog'],
  [
    'GET /tenants/:tenantId/OS-KSCATALOG/endpoints',
    'listTenantEndpoints',
    ['staff'],
    'The catalog as an account sees it',
    { answer: { endpoints: [], endpoints_links: [] } },
  ],
  [
    'GET /OS-KSADM/services',
    'listServices',
    ['staff'],
    'The services of the catalog',
    { answer: { 'OS-KSADM:services': [SERVICE], 'OS-KSADM:services_links': [] } },
  ],
  [
    'GET /OS-KSADM/services/:id',
    'getService',
    ['staff'],
    'One service',
    { answer: { 'OS-KSADM:service': SERVICE } },
  ],
  [
    'POST /RAX-AUTH/impersonation-tokens',
    'impersonate',
    ['staff'],
    'A token to act in the name of a user; it shows and resets no key',
    {
      body: { 'RAX-AUTH:impersonation': { user: { username: '$USERNAME' }, 'expire-in-seconds': 10_800 } },
      answer: { access: { token: { expires: '2026-11-22T15:00:00.000Z', id: 'TOKEN' } } },
      refusals: [404, 413, 415],
    },
  ],
])
