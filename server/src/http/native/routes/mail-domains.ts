import { addDomain } from '../../../domain/domains/add-domain.ts'
import { deleteDomain } from '../../../domain/domains/delete-domain.ts'
import { editDomain } from '../../../domain/domains/edit-domain.ts'
import { listDomains, showDomain } from '../../../domain/domains/list-domains.ts'
import { domainToWire } from '../mail-wire.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  DryRun,
  MailDomain,
  MailDomainChange,
  MailDomainPage,
  MailDomainQuery,
  NewMailDomain,
} from '../schemas/mail.ts'
import { DomainParams, depsFor, domainPlace } from './mail-params.ts'

const ABOUT_ONE = { ...PLAIN, access: 'caller', params: DomainParams } as const
const REACH = ['forbidden', 'not_found'] as const

export const MAIL_DOMAIN_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listDomains',
    method: 'GET',
    path: '/domains',
    summary: 'Domains that mail is kept for, by name; for administrators',
    access: 'caller',
    needs: ['see'],
    query: MailDomainQuery,
    success: 200,
    output: MailDomainPage,
    refusals: REACH,
    handle: async ({ context, actor, query }) => {
      const { account: accountId = actor().accountId, text = '', limit, offset } = query
      const search = text === '' ? null : ({ kind: 'contains', text: text.toLowerCase() } as const)
      const page = { accountId, search, limit: Number(limit), offset: Number(offset) }
      const { rows, total } = await listDomains(context.deps, actor(), page)
      return { body: { items: rows.map(domainToWire), total } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createDomain',
    method: 'POST',
    path: '/domains',
    summary: 'Add a domain; for super administrators',
    access: 'caller',
    needs: ['found'],
    idempotent: true,
    query: DryRun,
    body: NewMailDomain,
    success: 201,
    output: MailDomain,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, query, body, idempotencyKey }) => {
      const { account: accountId = actor().accountId, ...given } = body
      const deps = depsFor(context, query)
      const domain = await addDomain(deps, actor(), { ...given, accountId }, idempotencyKey)
      return { body: domainToWire({ ...domain, mailboxes: 0 }) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'getDomain',
    needs: ['see'],
    method: 'GET',
    path: '/domains/:domain',
    summary: 'One domain',
    success: 200,
    output: MailDomain,
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: domainToWire(await showDomain(context.deps, actor(), place)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeDomain',
    needs: ['found'],
    method: 'PATCH',
    path: '/domains/:domain',
    summary: 'Change limits and sizes of a domain; for super administrators',
    query: DryRun,
    body: MailDomainChange,
    success: 200,
    output: MailDomain,
    refusals: REACH,
    handle: async ({ context, actor, params, query, body }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: domainToWire(await editDomain(depsFor(context, query), actor(), place, body)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'deleteDomain',
    needs: ['found'],
    method: 'DELETE',
    path: '/domains/:domain',
    summary: 'Delete a domain that has no mailboxes, with its aliases; for super administrators',
    query: DryRun,
    success: 204,
    output: NoContent,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, params, query }) => {
      await deleteDomain(depsFor(context, query), actor(), await domainPlace(context, actor(), params.domain))
      return { body: undefined }
    },
  }),
]
