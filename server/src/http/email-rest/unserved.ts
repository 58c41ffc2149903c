import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../domain/deps.ts'
import { domainWithin } from '../../domain/domains/rights.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { requireCustomer } from './customers.ts'
import { MissingError } from './errors.ts'

/** What the vendor has and this server has not, by the beginning of its address below a domain. */
const LACKING: readonly (readonly [begins: RegExp, refusal: (domain: string) => Error])[] = [
  [/^\/ex\/lync(?:\/|$)/, () => without('This domain', 'Skype for Business')],
  [/^\/ex(?:\/|$)/, () => without('This domain', 'Exchange')],
  [/^\/blackberry(?:\/|$)/, () => without('This domain', 'BlackBerry')],
  [/^\/activesync(?:\/|$)/, () => without('This domain', 'ActiveSync')],
  [/^\/archivingssologinurl$/, noArchive],
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
  const [, lacking] = LACKING.find(([begins]) => begins.test(within)) ?? []
  if (!lacking) throw new RequestError('not_found', 'There is nothing at this address.')
  const accountId = requireCustomer(request, customer)
  const { name } = await domainWithin(store, callerOf(request), accountId, decodeURIComponent(domain), 'see')
  throw lacking(name)
}

function without(what: string, service: string): RequestError {
  return new RequestError('bad_request', `${what} does not have the ${service} service.`)
}

function noArchive(domain: string): MissingError {
  return new MissingError('Domain', `Domain ${domain} has no archiving service enabled`)
}
