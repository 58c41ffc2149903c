import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../domain/deps.ts'
import { domainWithin } from '../../domain/domains/rights.ts'
import { DomainError } from '../../domain/errors.ts'
import { findMailbox } from '../../domain/mailboxes/find-mailbox.ts'
import { listMailboxes } from '../../domain/mailboxes/list-mailboxes.ts'
import type { ListedMailbox } from '../../domain/mailboxes/stores.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { parametersOf, readIndexQuery } from './paging.ts'
import { type DomainPath, domainPlace, type MailboxPath, mailboxPlace } from './places.ts'
import { indexToWire } from './wire.ts'

const DOMAIN = '/customers/:customer/domains/:domain'
const SPLIT = `${DOMAIN}/splitdomainrouting` as const
const SYNC = `${DOMAIN}/mobilesync/users` as const

/** What rows are put in order by, `Name asc`. Nothing but the name differs from one row to another. */
const ORDER = /^ *(?:(name|domain|enabled|details)(?: +(asc|desc))?)? *$/i

/** What the vendor switches on and off, and this server has always, or never. */
export function addPartlyServedRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  addSplitRouting(app, deps)
  addMobileSync(app, deps)
}

function addSplitRouting(app: FastifyInstance, { store }: Deps): void {
  app.get<DomainPath>(SPLIT, async (request, reply) => {
    const { accountId, name } = domainPlace(request)
    await domainWithin(store, callerOf(request), accountId, name, 'domains')
    return answer(reply, 'splitDomainRouting', { enabled: false })
  })

  app.put<DomainPath>(SPLIT, async (request, reply) => {
    const { accountId, name } = domainPlace(request)
    await domainWithin(store, callerOf(request), accountId, name, 'domains')
    if (fieldsOf(request).flag('enabled')) {
      const reason = 'Split domain routing is not available on this server.'
      throw new DomainError('input.invalid', { field: 'enabled', reason })
    }
    return done(reply)
  })
}

function addMobileSync(app: FastifyInstance, deps: Deps): void {
  app.get<DomainPath>(SYNC, async (request, reply) => {
    const place = domainPlace(request)
    const parameters = parametersOf(request.query)
    const query = readIndexQuery(parameters)
    const descending = isDescending(parameters.get('order') ?? parameters.get('order[0]') ?? '')
    const page = { search: query.search, offset: query.offset, limit: query.size, descending }
    const found = await listMailboxes(deps, callerOf(request), place, page)
    const domain = place.name.toLowerCase()
    const toWire = ({ name }: ListedMailbox) => ({ name, domain, enabled: true, details: '' })
    return answer(reply, 'mobileSyncUserList', indexToWire('users', query, found, toWire))
  })

  app.put<MailboxPath>(`${SYNC}/:mailbox`, async (request, reply) => {
    await findMailbox(deps, deps.store, callerOf(request), mailboxPlace(request))
    // Read, so that what is no value is told as everywhere.
    fieldsOf(request).flag('enabled')
    reply.header('x-warning', 'Nothing was changed: every mailbox is read by IMAP on any device.')
    return done(reply)
  })
}

/** @throws RequestError */
function isDescending(order: string): boolean {
  const [whole, field = '', direction = ''] = ORDER.exec(order) ?? []
  if (whole !== undefined) return field.toLowerCase() === 'name' && direction.toLowerCase() === 'desc'
  throw new RequestError('bad_request', 'order is Name asc or Name desc.', 'order')
}
