import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../domain/deps.ts'
import { domainWithin } from '../../domain/domains/rights.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { requireCustomer } from './customers.ts'
import { MissingError } from './errors.ts'

/** What the vendor has and this server has not, by the beginning of its address below a domain. */
const SERVICES: readonly (readonly [begins: RegExp, service: string])[] = [
  [/^\/ex\/lync(?:\/|$)/, 'Skype for Business'],
  [/^\/ex(?:\/|$)/, 'Exchange'],
  [/^\/blackberry(?:\/|$)/, 'BlackBerry'],
  [/^\/activesync(?:\/|$)/, 'ActiveSync'],
]
const IN_DOMAIN = /^\/v1\/customers\/([^/]+)\/domains\/([^/]+)(\/[^?]+)/
const IN_CUSTOMER = /^\/v1\/customers\/([^/?]+)(\/[^?]*)?/

/**
 * Answers an address that no route has. Services that a domain of the vendor may lack as well are refused as the vendor
 * does it, never by an empty list: a program that keeps two systems alike would take everything for deleted.
 * @throws always
 */
export async function refuseUnserved({ store }: Deps, request: FastifyRequest): Promise<never> {
  const [, customer = 'me', rest = ''] = IN_CUSTOMER.exec(request.url) ?? []
  if (/^\/sharepoint(?:\/|$)/.test(rest)) {
    requireCustomer(request, customer)
    throw without('This account', 'SharePoint')
  }
  if (/^\/invoices(?:\/[^/]+)?$/.test(rest)) {
    requireCustomer(request, customer)
    throw new MissingError('Invoice')
  }
  const [, , domain = '', within = ''] = IN_DOMAIN.exec(request.url) ?? []
  const [, service] = SERVICES.find(([begins]) => begins.test(within)) ?? []
  if (service === undefined) throw new RequestError('not_found', 'There is nothing at this address.')
  const accountId = requireCustomer(request, customer)
  await domainWithin(store, callerOf(request), accountId, decodeURIComponent(domain), 'see')
  throw without('This domain', service)
}

function without(what: string, service: string): RequestError {
  return new RequestError('bad_request', `${what} does not have the ${service} service.`)
}
