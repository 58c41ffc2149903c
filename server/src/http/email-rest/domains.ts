import type { FastifyInstance, FastifyReply } from 'fastify'
import { addDomain } from '../../domain/domains/add-domain.ts'
import { listAlternates } from '../../domain/domains/alternate-names.ts'
import { deleteDomain } from '../../domain/domains/delete-domain.ts'
import { editDomain } from '../../domain/domains/edit-domain.ts'
import {
  accountOfDomain,
  listDomains,
  listReachedDomains,
  showDomain,
} from '../../domain/domains/list-domains.ts'
import { type DomainSettings, MAIL_PRODUCTS } from '../../domain/domains/mail-domain.ts'
import { DomainError } from '../../domain/errors.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import type { CustomerPath } from './customers.ts'
import type { Fields } from './fields.ts'
import { parametersOf, readIndexQuery } from './paging.ts'
import { customerOrAll, type DomainPath, domainPlace } from './places.ts'
import { warn } from './warning.ts'
import { domainRowToWire, domainToWire, indexToWire } from './wire.ts'

const DOMAIN = '/customers/:customer/domains/:domain'
/** What the vendor switches on, and this server never. */
const LACKING = ['publicFoldersEnabled', 'activeSyncMobileServiceEnabled', 'blackBerryMobileServiceEnabled']
/** Names in one question at most. */
const MAX_NAMES = 100

export function addDomainRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<CustomerPath>('/customers/:customer/domains', async (request, reply) => {
    const accountId = customerOrAll(request)
    const parameters = parametersOf(request.query)
    const query = readIndexQuery(parameters)
    const names = namesIn(parameters.get('domainnames'))
    const rows = { search: query.search, offset: query.offset, limit: query.size, ...(names && { names }) }
    const found =
      accountId === null
        ? await listReachedDomains(deps, callerOf(request), rows)
        : await listDomains(deps, callerOf(request), { ...rows, accountId })
    return answer(reply, 'domainList', indexToWire('domains', query, found, domainRowToWire))
  })

  app.get<DomainPath>(DOMAIN, async (request, reply) => {
    const name = request.params.domain
    const accountId = customerOrAll(request) ?? (await accountOfDomain(deps, callerOf(request), name))
    const place = { accountId, name }
    const domain = await showDomain(deps, callerOf(request), place)
    const alternates = await listAlternates(deps, callerOf(request), place)
    return answer(reply, 'domain', domainToWire(domain, alternates))
  })

  app.post<DomainPath>(DOMAIN, async (request, reply) => {
    const fields = fieldsOf(request)
    const place = domainPlace(request)
    fields.required('serviceType')
    const settings = settingsIn(fields, reply)
    await addDomain(deps, callerOf(request), { ...place, ...settings })
    return done(reply)
  })

  app.put<DomainPath>(DOMAIN, async (request, reply) => {
    await editDomain(deps, callerOf(request), domainPlace(request), settingsIn(fieldsOf(request), reply))
    return done(reply)
  })

  app.delete<DomainPath>(DOMAIN, async (request, reply) => {
    await deleteDomain(deps, callerOf(request), domainPlace(request))
    return done(reply)
  })
}

function namesIn(text: string | undefined): readonly string[] | null {
  if (text === undefined || text === '') return null
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  if (names.length <= MAX_NAMES) return names
  throw new RequestError('bad_request', `domainNames has ${MAX_NAMES} names at most.`, 'domainNames')
}

function settingsIn(fields: Fields, reply: FastifyReply): Partial<DomainSettings> {
  checkService(fields, reply)
  const maxMailboxes = fields.whole('rsEmailMaxNumberMailboxes')
  const baseMailboxMb = fields.whole('rsEmailBaseMailboxSize')
  const extraStorageMb = fields.whole('rsEmailExtraStorage')
  const product = productIn(fields.text('rsEmailProduct'))
  return {
    ...(maxMailboxes !== undefined && { maxMailboxes }),
    ...(baseMailboxMb !== undefined && { baseMailboxMb }),
    ...(extraStorageMb !== undefined && { extraStorageMb }),
    ...(product !== undefined && { product }),
  }
}

function productIn(text: string | undefined): DomainSettings['product'] | undefined {
  if (text === undefined || text === '') return undefined
  const product = MAIL_PRODUCTS.find((one) => one === text.toLowerCase())
  if (product) return product
  throw new DomainError('input.invalid', {
    field: 'rsEmailProduct',
    reason: `rsEmailProduct is one of ${MAIL_PRODUCTS.join(', ')}.`,
  })
}

/** There is no Exchange here: `both` is taken for what there is, with a warning. */
function checkService(fields: Fields, reply: FastifyReply): void {
  const type = fields.text('serviceType')?.toLowerCase() ?? ''
  if (!['', 'rsemail', 'both'].includes(type)) {
    const reason = 'serviceType must be rsemail: this server has no Exchange.'
    throw new DomainError('input.invalid', { field: 'serviceType', reason })
  }
  if (fields.flag('archivingServiceEnabled')) {
    const reason = 'Archiving is not available on this server.'
    throw new DomainError('input.invalid', { field: 'archivingServiceEnabled', reason })
  }
  const lacking = LACKING.filter((name) => /^(?:true|1)$/i.test(fields.text(name) ?? ''))
  const warnings = [
    ...(type === 'both' ? ['This server has no Exchange: the service is rsemail.'] : []),
    ...(lacking.length > 0 ? [`Not available on this server, and off: ${lacking.join(', ')}.`] : []),
  ]
  if (warnings.length > 0) warn(reply, warnings.join(' '))
}
