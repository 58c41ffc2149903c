import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addAdministrator } from '../../domain/administrators/add-administrator.ts'
import { adminTypeOf } from '../../domain/administrators/administrator.ts'
import {
  type AdministratorChange,
  changeAdministrator,
} from '../../domain/administrators/change-administrator.ts'
import { deleteAdministrator } from '../../domain/administrators/delete-administrator.ts'
import {
  type Administrator,
  findAdministrator,
  listAdministrators,
} from '../../domain/administrators/list-administrators.ts'
import { lockedIn } from '../../domain/administrators/locked.ts'
import type { AdminSettings } from '../../domain/administrators/settings.ts'
import type { Deps } from '../../domain/deps.ts'
import type { HttpContext } from '../kit/context.ts'
import { isVersion3 } from '../kit/email-paths.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type CustomerPath, requireOwnCustomer } from './customers.ts'
import { type Fields, given } from './fields.ts'
import { type IndexSearch, parametersOf, readIndexQuery } from './paging.ts'
import { warn } from './warning.ts'
import { indexToWire } from './wire.ts'

interface AdminPath {
  readonly Params: CustomerPath['Params'] & { readonly admin: string }
}

const ADMINS = '/customers/:customer/admins'
const ADMIN = `${ADMINS}/:admin`

/** The administrators of the account, by their user names. */
export function addAdminRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  const found = (request: FastifyRequest<AdminPath>) =>
    findAdministrator(deps, callerOf(request), requireOwnCustomer(request), { name: request.params.admin })

  app.get<CustomerPath>(ADMINS, async (request, reply) => {
    const accountId = requireOwnCustomer(request)
    const isV3 = isVersion3(request.originalUrl)
    const query = readIndexQuery(isV3 ? asVersion1(request, reply) : parametersOf(request.query))
    const all = (await listAdministrators(deps, callerOf(request), accountId)).filter(fits(query.search))
    const rows = all.slice(query.offset, query.offset + query.size)
    if (isV3) return reply.send({ results: rows.map(rowsOf(deps)).map(asVersion3) })
    return answer(reply, 'adminList', indexToWire('admins', query, { rows, total: all.length }, rowsOf(deps)))
  })

  app.get<AdminPath>(ADMIN, async (request, reply) =>
    answer(reply, 'admin', toWire(deps, await found(request))),
  )

  app.post<AdminPath>(ADMIN, async (request, reply) => {
    const accountId = requireOwnCustomer(request)
    const fields = fieldsOf(request)
    for (const name of ['type', 'password', 'firstName', 'lastName', 'email']) fields.required(name)
    await addAdministrator(deps, callerOf(request), {
      ...{ accountId, name: request.params.admin, settings: settingsIn(fields) },
      type: adminTypeOf(fields.required('type').toLowerCase(), 'type'),
      ...{ email: fields.required('email'), password: fields.required('password') },
    })
    return done(reply)
  })

  app.put<AdminPath>(ADMIN, async (request, reply) => {
    const { listed } = await found(request)
    await changeAdministrator(deps, callerOf(request), listed.user.id, changeIn(fieldsOf(request)))
    return done(reply)
  })

  app.delete<AdminPath>(ADMIN, async (request, reply) => {
    const { listed } = await found(request)
    await deleteAdministrator(deps, callerOf(request), listed.user.id)
    return done(reply)
  })
}

/** What version 3 asks for by other names. */
function asVersion1(request: FastifyRequest, reply: FastifyReply): ReadonlyMap<string, string> {
  const given = parametersOf(request.query)
  if (given.get('notificationtype')) warn(reply, 'notificationtype is passed over: no such wishes are kept.')
  return new Map([
    ['size', given.get('pagesize') ?? ''],
    ['offset', given.get('start') ?? ''],
    ['contains', given.get('contains') ?? ''],
  ])
}

/** Its client takes the questions out again, and fails where there are none. */
function asVersion3<Row>(row: Row) {
  return { ...row, securityQuestions: [] }
}

function changeIn(fields: Fields): AdministratorChange {
  const [type, password, email] = [fields.text('type'), fields.text('password'), fields.text('email')]
  return {
    ...settingsIn(fields),
    ...given<Pick<Required<AdministratorChange>, 'type' | 'password' | 'email' | 'enabled' | 'locked'>>({
      type: type ? adminTypeOf(type.toLowerCase(), 'type') : undefined,
      password: password || undefined,
      email: email || undefined,
      enabled: fields.flag('enabled'),
      locked: fields.flag('locked'),
    }),
  }
}

/** One client has the flag without its last letter. */
function settingsIn(fields: Fields): Partial<AdminSettings> {
  return given<AdminSettings>({
    firstName: fields.text('firstName'),
    lastName: fields.text('lastName'),
    passwordDays: fields.whole('passwordExpiration'),
    allowsSimultaneous: fields.flag('allowSimultaneousLogins') ?? fields.flag('allowSimultaneousLogin'),
    networks: fields.list('restrictedIps'),
    isProgram: undefined,
    areas: undefined,
    domains: undefined,
  })
}

function fits(search: IndexSearch | null): (one: Administrator) => boolean {
  if (search === null) return () => true
  return ({ listed: { user }, settings }) => {
    const texts = [user.name, settings.firstName, settings.lastName, user.email ?? ''].map((text) =>
      text.toLowerCase(),
    )
    if (search.kind === 'startsWithDigit') return texts.some((text) => /^\d/.test(text))
    if (search.kind === 'startsWith') return texts.some((text) => text.startsWith(search.text))
    return texts.some((text) => text.includes(search.text))
  }
}

function rowsOf(deps: Deps) {
  const isLocked = lockedIn(deps)
  return ({ listed: { user }, type, settings }: Administrator) => ({
    adminId: user.name,
    firstName: settings.firstName,
    lastName: settings.lastName,
    type,
    email: user.email ?? '',
    enabled: user.enabled,
    locked: isLocked(user),
    twoFactorEnabled: user.secondFactor,
  })
}

function toWire(deps: Deps, administrator: Administrator) {
  const { settings } = administrator
  return {
    ...rowsOf(deps)(administrator),
    allowSimultaneousLogins: settings.allowsSimultaneous,
    passwordExpiration: settings.passwordDays,
    restrictedIps: settings.networks,
  }
}
