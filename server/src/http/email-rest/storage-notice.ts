import type { FastifyInstance } from 'fastify'
import { changeStorageNotice } from '../../domain/domains/change-storage-notice.ts'
import { type StorageNotice, showStorageNotice } from '../../domain/domains/storage-notice.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type Fields, given } from './fields.ts'
import { type DomainPath, domainPlace } from './places.ts'
import { warn } from './warning.ts'

const NOTICE = '/customers/:customer/domains/:domain/rs/storagenotification'

/** What the owners of mailboxes are told when there is little room left. */
export function addStorageNoticeRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(NOTICE, async (request, reply) => {
    const { enabled, percentage, message, cc } = await showStorageNotice(
      deps,
      callerOf(request),
      domainPlace(request),
    )
    const members = { enabled, notificationCC: cc, notificationMessage: message }
    return answer(reply, 'rsStorageNotification', { ...members, notificationPercentage: percentage })
  })

  app.put<DomainPath>(NOTICE, async (request, reply) => {
    const place = domainPlace(request)
    const { enabled } = await changeStorageNotice(deps, callerOf(request), place, noticeIn(fieldsOf(request)))
    if (enabled && !deps.sendsMail) warn(reply, 'This is kept; this server sends no mail: none is set up.')
    return done(reply)
  })
}

function noticeIn(fields: Fields): Partial<StorageNotice> {
  fields.required('enabled')
  const enabled = fields.flag('enabled')
  const percentage = fields.whole('notificationPercentage')
  if (enabled && percentage === undefined) {
    const name = 'notificationPercentage'
    throw new RequestError('bad_request', `Missing required field: ${name}`, name)
  }
  return given<Partial<StorageNotice>>({
    enabled,
    percentage,
    message: fields.text('notificationMessage'),
    cc: fields.text('notificationCC'),
  })
}
