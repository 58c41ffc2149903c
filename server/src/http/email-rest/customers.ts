import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../../domain/accounts/account.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { listAccounts } from '../../domain/accounts/list-accounts.ts'
import { accountFor } from '../../domain/accounts/own-account.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { reachesAccounts } from '../../domain/administrators/rights.ts'
import { DomainError } from '../../domain/errors.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import type { Fields } from './fields.ts'
import { type IndexSearch, parametersOf, readIndexQuery } from './paging.ts'
import { warn } from './warning.ts'
import { indexToWire } from './wire.ts'

export interface CustomerPath {
  readonly Params: { readonly customer: string }
}

const CUSTOMERS = '/customers'
const CUSTOMER = `${CUSTOMERS}/:customer`

/** Accounts: of the installation for those who run it, who are the reseller here; else the own one, to look at. */
export function addCustomerRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get(CUSTOMERS, async (request, reply) => {
    const parameters = parametersOf(request.query)
    const query = readIndexQuery(parameters)
    requireReseller(request)
    // No account has one.
    if (parameters.get('referencenumber')) throw new DomainError('account.not_found')
    const all = (await listAccounts(deps, callerOf(request))).filter(fits(query.search))
    const sorted = all.toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1))
    const rows = sorted.slice(query.offset, query.offset + query.size)
    const found = { rows, total: all.length }
    return answer(reply, 'customerList', indexToWire('customers', query, found, rowToWire))
  })

  app.post(CUSTOMERS, async (request, reply) => {
    const name = newNameIn(fieldsOf(request), reply)
    requireReseller(request)
    const account = await addAccount(deps, callerOf(request), { name })
    reply.header('Location', `/v1/customers/${account.id}`)
    return answer(reply, 'customer', customerToWire(account))
  })

  app.get<CustomerPath>(CUSTOMER, async (request, reply) => {
    const account = await accountFor(deps, requireOwnCustomer(request))
    return answer(reply, 'customer', customerToWire(account))
  })

  app.put<CustomerPath>(CUSTOMER, async (request, reply) => {
    const accountId = requireOwnCustomer(request)
    requireReseller(request)
    const name = nameIn(fieldsOf(request), reply)
    await updateAccount(deps, callerOf(request), accountId, name === undefined ? {} : { name })
    return done(reply)
  })

  app.delete<CustomerPath>(CUSTOMER, async (request) => {
    const account = await accountFor(deps, requireOwnCustomer(request))
    requireReseller(request)
    const reason = `Accounts are kept with their logs: disable customer ${account.id} instead.`
    throw new DomainError('input.invalid', { reason })
  })

  for (const [word, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const)
    app.post<CustomerPath>(`${CUSTOMER}/${word}`, async (request, reply) => {
      const accountId = requireOwnCustomer(request)
      requireReseller(request)
      await updateAccount(deps, callerOf(request), accountId, { enabled })
      return done(reply)
    })
}

/** @throws DomainError `actor.forbidden` */
function requireReseller(request: FastifyRequest): void {
  if (!reachesAccounts(callerOf(request))) throw new DomainError('actor.forbidden')
}

/**
 * The number of the account that an address names: `me` or the own number; for those who run the installation any.
 * @throws DomainError `account.not_found` for any other, theirs and nobody's alike
 */
export function requireOwnCustomer(request: FastifyRequest<CustomerPath>): string {
  return requireCustomer(request, request.params.customer)
}

/** The same for an address that no route has read. */
export function requireCustomer(request: FastifyRequest, customer: string): string {
  const caller = callerOf(request)
  if (customer === 'me') return caller.accountId
  if (customer !== caller.accountId && !reachesAccounts(caller)) throw new DomainError('account.not_found')
  return customer
}

/** In the words of the vendor. @throws RequestError */
function newNameIn(fields: Fields, reply: FastifyReply): string {
  const name = nameIn(fields, reply)
  if (name !== undefined) return name
  throw new RequestError('bad_request', 'Missing required field: name', 'name')
}

function nameIn(fields: Fields, reply: FastifyReply): string | undefined {
  const name = fields.text('name')
  if (name === '') throw new RequestError('bad_request', 'Required field name cannot be empty', 'name')
  if (name?.startsWith(' ')) throw new DomainError('input.invalid', { reason: 'Improper Customer Name' })
  if (fields.text('referenceNumber')) warn(reply, 'Of a customer this server keeps the name only.')
  return name
}

function fits(search: IndexSearch | null): (account: Account) => boolean {
  if (search === null) return () => true
  return ({ id, name }) => {
    const texts = [name.toLowerCase(), id]
    if (search.kind === 'startsWithDigit') return texts.some((text) => /^\d/.test(text))
    if (search.kind === 'startsWith') return texts.some((text) => text.startsWith(search.text))
    return texts.some((text) => text.includes(search.text))
  }
}

function sortKey({ id, name }: Account): string {
  return `${name.toLowerCase()}\0${id}`
}

function rowToWire({ id, name }: Account) {
  return { name, accountNumber: id, referenceNumber: '' }
}

function customerToWire(account: Account) {
  const address = { addressLine1: '', addressLine2: '', city: '', state: '', zip: '', country: '' }
  return { ...rowToWire(account), ...address, phone: '', email: '' }
}
