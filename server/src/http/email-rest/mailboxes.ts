import type { FastifyInstance } from 'fastify'
import { addMailbox } from '../../domain/mailboxes/add-mailbox.ts'
import { deleteMailbox } from '../../domain/mailboxes/delete-mailbox.ts'
import { editMailbox, type MailboxEdit } from '../../domain/mailboxes/edit-mailbox.ts'
import { findMailbox } from '../../domain/mailboxes/find-mailbox.ts'
import { listMailboxes } from '../../domain/mailboxes/list-mailboxes.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { Fields } from './fields.ts'
import { mailboxSettingsIn } from './mailbox-fields.ts'
import { parametersOf, readIndexQuery } from './paging.ts'
import { type DomainPath, domainPlace, type MailboxPath, mailboxPlace } from './places.ts'
import { indexToWire, mailboxRowToWire, mailboxToWire } from './wire.ts'

const MAILBOXES = '/customers/:customer/domains/:domain/rs/mailboxes'
const MAILBOX = `${MAILBOXES}/:mailbox`

export function addMailboxRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(MAILBOXES, async (request, reply) => {
    const parameters = parametersOf(request.query)
    const query = readIndexQuery(parameters)
    const enabled = new Fields(parameters).flag('enabled')
    const page = { search: query.search, offset: query.offset, limit: query.size }
    const found = await listMailboxes(deps, callerOf(request), domainPlace(request), {
      ...page,
      ...(enabled !== undefined && { enabled }),
    })
    const toWire = mailboxRowToWire((parameters.get('fields') ?? '').split(','))
    return answer(reply, 'rsMailboxList', indexToWire('rsMailboxes', query, found, toWire))
  })

  app.get<MailboxPath>(MAILBOX, async (request, reply) => {
    const mailbox = await findMailbox(deps, deps.store, callerOf(request), mailboxPlace(request))
    return answer(reply, 'rsMailbox', mailboxToWire(mailbox))
  })

  // Some clients name the mailbox in the body, and read what comes back.
  app.post<DomainPath>(MAILBOXES, async (request, reply) => {
    const fields = fieldsOf(request)
    const { accountId, name: domain } = domainPlace(request)
    const name = fields.required('name')
    const made = await addMailbox(deps, callerOf(request), { accountId, domain, name, ...newIn(fields) })
    return answer(reply, 'rsMailbox', mailboxToWire(made))
  })

  app.post<MailboxPath>(MAILBOX, async (request, reply) => {
    await addMailbox(deps, callerOf(request), { ...mailboxPlace(request), ...newIn(fieldsOf(request)) })
    return done(reply)
  })

  app.put<MailboxPath>(MAILBOX, async (request, reply) => {
    await editMailbox(deps, callerOf(request), mailboxPlace(request), editIn(fieldsOf(request)))
    return done(reply)
  })

  app.delete<MailboxPath>(MAILBOX, async (request, reply) => {
    await deleteMailbox(deps, callerOf(request), mailboxPlace(request))
    return done(reply)
  })
}

function newIn(fields: Fields) {
  return {
    password: fields.required('password'),
    settings: mailboxSettingsIn(fields),
    recoverDeleted: fields.flag('recoverDeleted') ?? false,
  }
}

function editIn(fields: Fields): MailboxEdit {
  const [name, password] = [fields.text('name'), fields.text('password')]
  return {
    settings: mailboxSettingsIn(fields),
    ...(name && { name }),
    ...(password && { password }),
  }
}
