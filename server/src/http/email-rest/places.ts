import type { FastifyRequest } from 'fastify'
import type { AddressName } from '../../domain/mailboxes/find-mailbox.ts'
import { callerOf } from './auth.ts'
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

/** `all` stands for the own account and those below it, of which there are none. @throws DomainError `account.not_found` */
export function ownCustomerOrAll(request: FastifyRequest<CustomerPath>): string {
  return request.params.customer === 'all' ? callerOf(request).accountId : requireOwnCustomer(request)
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
