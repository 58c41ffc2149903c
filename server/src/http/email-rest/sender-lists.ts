import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { changeSenders, listSenders, type SenderChange } from '../../domain/spam/change-senders.ts'
import type { SenderList } from '../../domain/spam/sender-list.ts'
import type { SpamPlace } from '../../domain/spam/spam-place.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { MissingError } from './errors.ts'
import type { DomainPath, MailboxPath } from './places.ts'
import { domainSpam, mailboxSpam, warnWithoutFilter } from './spam-settings.ts'

interface InList {
  readonly list: string
  readonly entry: string
}

interface Place extends InList {
  readonly customer: string
  readonly domain: string
  readonly mailbox: string
}

/** By the names of today and of before 2020. */
const LISTS: ReadonlyMap<string, SenderList> = new Map<string, SenderList>([
  ['blocklist', 'blocklist'],
  ['blacklist', 'blocklist'],
  ['ipblocklist', 'ipblocklist'],
  ['ipblacklist', 'ipblocklist'],
  ['safelist', 'safelist'],
  ['ipsafelist', 'ipsafelist'],
])

const DOMAIN = '/customers/:customer/domains/:domain'

/** Senders who are always refused or always let in, by a domain or by a mailbox. */
export function addSenderListRoutes(app: FastifyInstance, context: HttpContext): void {
  addRoutes(app, context, `${DOMAIN}/spam/:list`, (request) => domainSpam(request))
  addRoutes(app, context, `${DOMAIN}/rs/mailboxes/:mailbox/spam/:list`, (request) => mailboxSpam(request))
}

type Request = FastifyRequest<DomainPath & MailboxPath & { readonly Params: Place }>

function addRoutes(
  app: FastifyInstance,
  { deps }: HttpContext,
  url: string,
  placeOf: (request: Request) => SpamPlace,
): void {
  const change = async (request: Request, reply: FastifyReply, given: SenderChange) => {
    const place = placeOf(request)
    const { removed } = await changeSenders(deps, callerOf(request), place, listOf(request), given)
    if (request.method === 'DELETE' && removed === 0) throw new MissingError('Address')
    warnWithoutFilter(deps, reply)
    return done(reply)
  }

  app.get<{ Params: Place }>(url, async (request, reply) => {
    const place = placeOf(request)
    const addresses = await listSenders(deps, callerOf(request), place, listOf(request))
    warnWithoutFilter(deps, reply)
    return answer(reply, request.params.list, { addresses })
  })

  app.put<{ Params: Place }>(url, async (request, reply) => {
    const fields = fieldsOf(request)
    const [add, remove] = [fields.list('addList'), fields.list('removeList')]
    if (add === undefined && remove === undefined)
      throw new RequestError('bad_request', 'Missing required field: addList or removeList', 'addList')
    return change(request, reply, { add: add ?? [], remove: remove ?? [] })
  })

  app.post<{ Params: Place }>(`${url}/:entry`, async (request, reply) =>
    change(request, reply, { add: [request.params.entry], remove: [] }),
  )

  app.delete<{ Params: Place }>(`${url}/:entry`, async (request, reply) =>
    change(request, reply, { add: [], remove: [request.params.entry] }),
  )
}

/** @throws RequestError for what is no list */
function listOf({ params }: FastifyRequest<{ Params: InList }>): SenderList {
  const list = LISTS.get(params.list)
  if (list) return list
  throw new RequestError('not_found', 'There is nothing at this address.')
}
