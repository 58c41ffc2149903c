import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type CustomerFacts, NO_FACTS } from '../../domain/accounts/contact.ts'
import {
  addCustomer,
  type Customer,
  changeCustomer,
  customerByReference,
  customerFor,
  listCustomers,
} from '../../domain/accounts/customers.ts'
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
    const reference = parameters.get('referencenumber')
    if (reference)
      return answer(
        reply,
        'customer',
        customerToWire(await customerByReference(deps, callerOf(request), reference)),
      )
    const all = (await listCustomers(deps, callerOf(request))).filter(fits(query.search))
    const sorted = all.toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1))
    const rows = sorted.slice(query.offset, query.offset + query.size)
    const found = { rows, total: all.length }
    return answer(reply, 'customerList', indexToWire('customers', query, found, rowToWire))
  })

  app.post(CUSTOMERS, async (request, reply) => {
    const fields = fieldsOf(request)
    const name = newNameIn(fields)
    requireReseller(request)
    const customer = await addCustomer(deps, callerOf(request), { name, facts: factsIn(fields) })
    reply.header('Location', `/v1/customers/${customer.id}`)
    return answer(reply, 'customer', customerToWire(customer))
  })

  app.get<CustomerPath>(CUSTOMER, async (request, reply) => {
    return answer(reply, 'customer', customerToWire(await customerFor(deps, requireOwnCustomer(request))))
  })

  app.put<CustomerPath>(CUSTOMER, async (request, reply) => {
    const accountId = requireOwnCustomer(request)
    requireReseller(request)
    const fields = fieldsOf(request)
    const name = nameIn(fields)
    const change = { ...(name !== undefined && { name }), facts: factsIn(fields) }
    await changeCustomer(deps, callerOf(request), accountId, change)
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
function newNameIn(fields: Fields): string {
  const name = nameIn(fields)
  if (name !== undefined) return name
  throw new RequestError('bad_request', 'Missing required field: name', 'name')
}

function nameIn(fields: Fields): string | undefined {
  const name = fields.text('name')
  if (name === '') throw new RequestError('bad_request', 'Required field name cannot be empty', 'name')
  if (name?.startsWith(' ')) throw new DomainError('input.invalid', { reason: 'Improper Customer Name' })
  return name
}

/** What is sent empty is cleared. */
function factsIn(fields: Fields): Partial<CustomerFacts> {
  const names = Object.keys(NO_FACTS).map((name) => [name, fields.text(name)] as const)
  return Object.fromEntries(names.filter(([, text]) => text !== undefined))
}

function fits(search: IndexSearch | null): (customer: Customer) => boolean {
  if (search === null) return () => true
  return ({ id, name, facts }) => {
    const texts = [name.toLowerCase(), id, facts.referenceNumber.toLowerCase()]
    if (search.kind === 'startsWithDigit') return texts.some((text) => /^\d/.test(text))
    if (search.kind === 'startsWith') return texts.some((text) => text.startsWith(search.text))
    return texts.some((text) => text.includes(search.text))
  }
}

function sortKey({ id, name }: Customer): string {
  return `${name.toLowerCase()}\0${id}`
}

function rowToWire({ id, name, facts }: Customer) {
  return { name, accountNumber: id, referenceNumber: facts.referenceNumber }
}

function customerToWire(customer: Customer) {
  const { addressLine1, addressLine2, city, state, zip, country, phone, email } = customer.facts
  const address = { addressLine1, addressLine2, city, state, zip, country }
  return { ...rowToWire(customer), ...address, phone, email }
}
