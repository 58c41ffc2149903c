import { type Json, operations } from '../kit/api-description.ts'
import { LINKS, list, PAGED } from './directory-description.ts'

const REGION: Json = { id: 'DFW', description: '', parent_region_id: null, links: LINKS }
const SERVICE: Json = {
  id: 'ID',
  name: 'swift',
  type: 'object-store',
  description: 'Files',
  enabled: true,
  links: LINKS,
}
const URL = 'https://files.example.com/v1/%(tenant_id)s'
const ENDPOINT: Json = {
  id: 'ID',
  service_id: 'ID',
  interface: 'public',
  region: 'DFW',
  region_id: 'DFW',
  url: URL,
  enabled: true,
  links: LINKS,
}
const NEW_REGION = {
  body: { region: { id: 'DFW', description: 'Dallas' } },
  success: 201,
  answer: { region: REGION },
  refusals: [404, 409, 413],
} as const

export const CATALOG_OPERATIONS = operations('Catalog', [
  ['GET /regions', 'listRegions', ['any'], 'Regions', { query: PAGED, answer: list('regions', REGION) }],
  ['POST /regions', 'createRegion', ['operator'], 'Make a region, for operators', NEW_REGION],
  ['GET /regions/:id', 'getRegion', ['any'], 'One region', { answer: { region: REGION } }],
  [
    'PUT /regions/:id',
    'putRegion',
    ['operator'],
    'Make the region of this id',
    { ...NEW_REGION, body: { region: { description: 'Dallas' } } },
  ],
  [
    'PATCH /regions/:id',
    'updateRegion',
    ['operator'],
    'Say anew what a region is, and what it is part of',
    { body: { region: { description: 'Dallas' } }, answer: { region: REGION }, refusals: [413] },
  ],
  [
    'DELETE /regions/:id',
    'deleteRegion',
    ['operator'],
    'Delete a region without endpoints, and those below it',
    { refusals: [409] },
  ],
  [
    'GET /services',
    'listServices',
    ['staff'],
    'Services',
    { query: PAGED, answer: list('services', SERVICE) },
  ],
  [
    'POST /services',
    'createService',
    ['operator'],
    'Make a service that endpoints can be added to, for operators',
    {
      body: { service: { name: 'swift', type: 'object-store' } },
      success: 201,
      answer: { service: SERVICE },
      refusals: [409, 413],
    },
  ],
  ['GET /services/:id', 'getService', ['staff'], 'One service', { answer: { service: SERVICE } }],
  [
    'PATCH /services/:id',
    'updateService',
    ['operator'],
    'Change what a service is called and said to be',
    { body: { service: { description: 'Files' } }, answer: { service: SERVICE }, refusals: [409, 413] },
  ],
  ['DELETE /services/:id', 'deleteService', ['operator'], 'Delete a service and its endpoints'],
  [
    'GET /endpoints',
    'listEndpoints',
    ['staff'],
    'Endpoints, the account number left open',
    { query: PAGED, answer: list('endpoints', ENDPOINT) },
  ],
  [
    'POST /endpoints',
    'createEndpoint',
    ['operator'],
    'Tell clients of an address of a service, for operators',
    {
      body: { endpoint: { service_id: '$SERVICE_ID', interface: 'public', region: 'DFW', url: URL } },
      success: 201,
      answer: { endpoint: ENDPOINT },
      refusals: [409, 413],
    },
  ],
  ['GET /endpoints/:id', 'getEndpoint', ['staff'], 'One endpoint', { answer: { endpoint: ENDPOINT } }],
  [
    'PATCH /endpoints/:id',
    'updateEndpoint',
    ['operator'],
    'Change an address',
    { body: { endpoint: { url: URL } }, answer: { endpoint: ENDPOINT }, refusals: [409, 413] },
  ],
  [
    'DELETE /endpoints/:id',
    'deleteEndpoint',
    ['operator'],
    'Delete an address: no login tells of it any more',
  ],
])
