import type { FastifyRequest } from 'fastify'
import type { AddressName } from '../../domain/mailboxes/find-mailbox.ts'
import { type CustomerPath, requireOwnCustomer } from './customers.ts'

export interface DomainPath {
  readonly Params: CustomerPath['Params'] & { readonly domain: string }
}

export interface MailboxPath {
  readonly Params: DomainPath['Params'] & { readonly mailbox: string }
}

export interface AliasPath {
  readonly Params: DomainPath['Params'] & { readonly alias: string }
}

export interface MemberPath {
  readonly Params: AliasPath['Params'] & { readonly member: string }
}

/** `null` for `all`: every account that the caller reaches. @throws DomainError `account.not_found` */
export function customerOrAll(request: FastifyRequest<CustomerPath>): string | null {
  return request.params.customer === 'all' ? null : requireOwnCustomer(request)
}

export function domainPlace(request: FastifyRequest<DomainPath>) {
  return { accountId: requireOwnCustomer(request), name: request.params.domain }
}

export function mailboxPlace(request: FastifyRequest<MailboxPath>): AddressName {
  const { domain, mailbox: name } = request.params
  return { accountId: requireOwnCustomer(request), domain, name }
}

export function aliasPlace(request: FastifyRequest<AliasPath>): AddressName {
  const { domain, alias: name } = request.params
  return { accountId: requireOwnCustomer(request), domain, name }
}
