import { z } from 'zod'
import { Endpoint, Id } from './schemas.ts'

export const ServiceRule = z
  .strictObject({
    id: Id,
    service: z.string(),
    methods: z.array(z.string()).readonly().describe('Empty for all'),
    path: z.string().describe('`*` and `{name}` stand for one segment, `**` for any depth'),
    role: z.string(),
  })
  .meta({ id: 'ServiceRule' })

export const ServiceRuleRequest = z
  .strictObject({
    role: z.string(),
    methods: z.exactOptional(z.array(z.string()).max(10)).describe('All when left out'),
    path: z.exactOptional(z.string()).describe('Every path when left out'),
  })
  .meta({
    id: 'ServiceRuleRequest',
    examples: [{ role: 'reader', methods: ['GET', 'HEAD'], path: '/v1/**' }],
  })

const PlacedServiceRule = ServiceRule.extend({
  endpointIds: z
    .array(z.int())
    .readonly()
    .describe('Endpoints that it lies below; with none it lets nobody in'),
})

export const ServiceRules = z
  .strictObject({ items: z.array(PlacedServiceRule).readonly() })
  .meta({ id: 'ServiceRules' })

export const ServiceEndpoint = z
  .strictObject({ ...Endpoint.shape, internalUrl: z.string().nullable() })
  .meta({ id: 'ServiceEndpoint' })

const Template = '`%(tenant_id)s` stands for the account number'

export const EndpointRequest = z
  .strictObject({
    name: z.string().describe('Name that clients look for, such as cloudFiles'),
    type: z.string().describe('Such as object-store'),
    region: z.exactOptional(z.string()).describe('Without one the service has no regions'),
    publicUrl: z.string().describe(Template),
    internalUrl: z.exactOptional(z.string()).describe('For clients in the same data centre'),
  })
  .meta({
    id: 'EndpointRequest',
    examples: [
      {
        name: 'cloudFiles',
        type: 'object-store',
        region: 'DFW',
        publicUrl: 'https://files.example.com/v1/%(tenant_id)s',
      },
    ],
  })

export const DecisionQuery = z.strictObject({
  method: z
    .exactOptional(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']))
    .describe('GET when left out'),
  path: z
    .exactOptional(z.string().max(1_024))
    .describe('From the host on, as a client sends it; `/` when left out'),
  role: z.exactOptional(z.string()).describe('Without one, of somebody who has none'),
})

export const ServiceDecision = z
  .strictObject({
    allowed: z.boolean(),
    reason: z
      .enum(['open', 'rule', 'role', 'none', 'malformed'])
      .describe(
        'No rules at all; this rule; rules for other roles only; no rule for this method and path; a path that could mean two things, which nobody is let in with',
      ),
    rule: ServiceRule.nullable().describe('The rule that lets it in'),
    roles: z.array(z.string()).readonly().describe('Roles that would be let in'),
  })
  .meta({ id: 'ServiceDecision' })

const Service = z.strictObject({
  name: z.string(),
  type: z.string(),
  endpoints: z
    .array(ServiceEndpoint)
    .readonly()
    .describe('`%(tenant_id)s` in addresses stands for the account number'),
  rules: z.array(PlacedServiceRule).readonly().describe('Without any, every good credential is let in'),
})

export const Services = z.strictObject({ items: z.array(Service).readonly() }).meta({ id: 'Services' })
