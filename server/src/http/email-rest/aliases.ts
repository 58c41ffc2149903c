import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  addAlias,
  addMember,
  deleteAlias,
  removeMember,
  replaceMembers,
} from '../../domain/aliases/change-alias.ts'
import { findAlias } from '../../domain/aliases/find-alias.ts'
import { listAliases, listAliasesWithMembers } from '../../domain/aliases/list-aliases.ts'
import type { Deps } from '../../domain/deps.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { parametersOf, readIndexQuery } from './paging.ts'
import { type AliasPath, aliasPlace, type DomainPath, domainPlace, type MemberPath } from './places.ts'
import { aliasRowToWire, aliasToWire, indexToWire } from './wire.ts'

const ALIASES = '/customers/:customer/domains/:domain/rs/aliases'
const ALIAS = `${ALIASES}/:alias`
const MEMBER = `${ALIAS}/:member`
/** Where the vendor's pages have one alias as well, by a slip: to look at, whichever mailbox is named. */
const ALIAS_OF_MAILBOX = '/customers/:customer/domains/:domain/rs/mailboxes/:any/alias/:alias'
/** Where those who know the addresses of Exchange mailboxes look for those of an alias. */
const MEMBER_AS_IN_EXCHANGE = `${ALIAS}/emailaddresses/:member`

export function addAliasRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(ALIASES, async (request, reply) => {
    const parameters = parametersOf(request.query)
    const query = readIndexQuery(parameters)
    const page = { search: query.search, offset: query.offset, limit: query.size }
    const withMembers = (parameters.get('fields') ?? '').split(',').includes('members')
    const list = withMembers ? listAliasesWithMembers : listAliases
    const found = await list(deps, callerOf(request), domainPlace(request), page)
    return answer(reply, 'aliasList', indexToWire('aliases', query, found, aliasRowToWire))
  })

  for (const path of [ALIAS, ALIAS_OF_MAILBOX])
    app.get<AliasPath>(path, async (request, reply) => {
      const { alias } = await findAlias(deps.store, callerOf(request), aliasPlace(request))
      return answer(reply, 'alias', aliasToWire(alias))
    })

  app.post<AliasPath>(ALIAS, async (request, reply) => {
    await addAlias(deps, callerOf(request), aliasPlace(request), membersIn(request))
    return done(reply)
  })

  app.put<AliasPath>(ALIAS, async (request, reply) => {
    await replaceMembers(deps, callerOf(request), aliasPlace(request), membersIn(request))
    return done(reply)
  })

  app.delete<AliasPath>(ALIAS, async (request, reply) => {
    await deleteAlias(deps, callerOf(request), aliasPlace(request))
    return done(reply)
  })

  for (const path of [MEMBER, MEMBER_AS_IN_EXCHANGE]) addMemberRoutes(app, deps, path)
}

function addMemberRoutes(app: FastifyInstance, deps: Deps, path: string): void {
  app.post<MemberPath>(path, async (request, reply) => {
    await addMember(deps, callerOf(request), aliasPlace(request), request.params.member)
    return done(reply)
  })

  app.delete<MemberPath>(path, async (request, reply) => {
    await removeMember(deps, callerOf(request), aliasPlace(request), request.params.member)
    return done(reply)
  })
}

function membersIn(request: FastifyRequest): readonly string[] {
  const members = fieldsOf(request).list('aliasEmails')
  // An empty list is refused in the vendor's words, by the rules of an alias.
  if (members !== undefined) return members
  throw new RequestError('bad_request', 'Missing required field: aliasEmails', 'aliasEmails')
}
