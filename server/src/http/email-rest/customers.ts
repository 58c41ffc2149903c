import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../../domain/accounts/account.ts'
import { ownAccount } from '../../domain/accounts/own-account.ts'
import { DomainError } from '../../domain/errors.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer } from './answer.ts'
import { callerOf } from './auth.ts'

export interface CustomerPath {
  readonly Params: { readonly customer: string }
}

/** The own account, which is the only one that a key reaches. */
export function addCustomerRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<CustomerPath>('/customers/:customer', async (request, reply) => {
    requireOwnCustomer(request)
    return answer(reply, 'customer', customerToWire(await ownAccount(deps, callerOf(request))))
  })
}

/**
 * The number of the account that an address names: `me` or the own number.
 * @throws DomainError `account.not_found` for any other, theirs and nobody's alike
 */
export function requireOwnCustomer(request: FastifyRequest<CustomerPath>): string {
  return requireCustomer(request, request.params.customer)
}

/** The same for an address that no route has read. */
export function requireCustomer(request: FastifyRequest, customer: string): string {
  const { accountId } = callerOf(request)
  if (customer !== 'me' && customer !== accountId) throw new DomainError('account.not_found')
  return accountId
}

function customerToWire({ id, name }: Account) {
  const address = { addressLine1: '', addressLine2: '', city: '', state: '', zip: '', country: '' }
  return { name, accountNumber: id, referenceNumber: '', ...address, phone: '', email: '' }
}
