import type { UserActor } from '../../../domain/actor.ts'
import { addAlias, deleteAlias, replaceMembers } from '../../../domain/aliases/change-alias.ts'
import { findAlias } from '../../../domain/aliases/find-alias.ts'
import { listAccountAliases } from '../../../domain/aliases/list-aliases.ts'
import type { Deps } from '../../../domain/deps.ts'
import { DomainError } from '../../../domain/errors.ts'
import { attempt } from '../../../domain/idempotency/attempt.ts'
import type { AddressName } from '../../../domain/mailboxes/find-mailbox.ts'
import { addressQuestion, attemptOf, namedBy, nextOf } from '../mail-address.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { Alias, AliasChange, AliasPage, NewAlias } from '../schemas/aliases.ts'
import { AddressQuery, AliasParams, ChangeQuery } from '../schemas/mail-addresses.ts'

const ABOUT_ONE = { ...PLAIN, access: 'caller', params: AliasParams } as const
const REACH = ['forbidden', 'not_found'] as const

export const ALIAS_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listAliases',
    method: 'GET',
    path: '/aliases',
    summary: 'Aliases of the account by address, page by page',
    access: 'caller',
    needs: ['aliases'],
    query: AddressQuery,
    success: 200,
    output: AliasPage,
    refusals: REACH,
    handle: async ({ context, actor, query }) => {
      const question = addressQuestion(actor(), query)
      const { rows, total } = await listAccountAliases(context.deps, actor(), question)
      const items = rows.map(({ address, memberCount, singleMember }) => ({
        ...{ address, memberCount, singleMember },
      }))
      return { body: { items, next: nextOf(rows, question), total } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createAlias',
    method: 'POST',
    path: '/aliases',
    summary: 'Make an alias',
    access: 'caller',
    needs: ['aliases'],
    idempotent: true,
    query: ChangeQuery,
    body: NewAlias,
    success: 201,
    output: Alias,
    refusals: [...REACH, 'conflict'],
    handle: async (call) => {
      const { members, address } = call.body
      const where = namedBy(call.actor(), address)
      const make = async (deps: Deps) => {
        await addAlias(deps, call.actor(), where, members).catch(onMembers)
        return shown(deps, call.actor(), where)
      }
      const how = attemptOf(call, 'alias.create', call.body)
      return { body: await attempt(call.context.deps, call.actor(), how, make, Alias.parse) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'getAlias',
    needs: ['aliases'],
    method: 'GET',
    path: '/aliases/:alias',
    summary: 'An alias with its members',
    success: 200,
    output: Alias,
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      return { body: await shown(context.deps, actor(), namedBy(actor(), params.alias)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeAlias',
    needs: ['aliases'],
    method: 'PATCH',
    path: '/aliases/:alias',
    summary: 'Give an alias other members',
    query: ChangeQuery,
    body: AliasChange,
    success: 200,
    output: Alias,
    refusals: REACH,
    handle: async (call) => {
      const where = namedBy(call.actor(), call.params.alias)
      const change = async (deps: Deps) => {
        await replaceMembers(deps, call.actor(), where, call.body.members).catch(onMembers)
        return shown(deps, call.actor(), where)
      }
      return { body: await attempt(call.context.deps, call.actor(), attemptOf(call), change, Alias.parse) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'deleteAlias',
    needs: ['aliases'],
    method: 'DELETE',
    path: '/aliases/:alias',
    summary: 'Delete an alias: mail to it is refused from then on',
    query: ChangeQuery,
    success: 204,
    output: NoContent,
    refusals: REACH,
    handle: async (call) => {
      const where = namedBy(call.actor(), call.params.alias)
      const remove = (deps: Deps) => deleteAlias(deps, call.actor(), where)
      await attempt(call.context.deps, call.actor(), attemptOf(call), remove, () => undefined)
      return { body: undefined }
    },
  }),
]

/** The domain names the field as the e-mail API does. */
function onMembers(error: unknown): never {
  if (error instanceof DomainError && error.facts.field === 'aliasEmails') {
    throw new DomainError(error.code, { ...error.facts, field: 'members' }, { cause: error })
  }
  throw error
}

async function shown({ store }: Deps, actor: UserActor, where: AddressName) {
  const { alias, domain } = await findAlias(store, actor, where)
  return { address: alias.address, domain: domain.name, members: alias.members }
}
