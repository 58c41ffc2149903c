import type { Deps } from '../../../domain/deps.ts'
import { attempt } from '../../../domain/idempotency/attempt.ts'
import { createGroupList, deleteGroupList, editGroupList } from '../../../domain/lists/change-list.ts'
import { findList } from '../../../domain/lists/find-list.ts'
import { type GroupList as List, MAX_LIST_MESSAGE_BYTES } from '../../../domain/lists/group-list.ts'
import { listGroupLists } from '../../../domain/lists/list-lists.ts'
import { domainOf } from '../../../domain/mailboxes/address.ts'
import { addressQuestion, attemptOf, namedBy, nextOf } from '../mail-address.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { GroupList, GroupListChange, GroupListPage, NewGroupList } from '../schemas/group-lists.ts'
import { AddressQuery, ChangeQuery, ListParams } from '../schemas/mail-addresses.ts'

const ABOUT_ONE = { ...PLAIN, access: 'caller', params: ListParams } as const
const REACH = ['forbidden', 'not_found'] as const

export const GROUP_LIST_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listGroupLists',
    method: 'GET',
    path: '/lists',
    summary: 'Group lists of the account by address, page by page',
    access: 'caller',
    needs: ['lists'],
    query: AddressQuery,
    success: 200,
    output: GroupListPage,
    refusals: REACH,
    handle: async ({ context, actor, query }) => {
      const question = addressQuestion(actor(), query)
      const { rows, total } = await listGroupLists(context.deps, actor(), question)
      const items = rows.map(({ id: _, ...row }) => row)
      return { body: { items, next: nextOf(rows, question), total } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createGroupList',
    method: 'POST',
    path: '/lists',
    summary: 'Make a group list: what is sent to it goes to every member',
    access: 'caller',
    needs: ['lists'],
    idempotent: true,
    query: ChangeQuery,
    body: NewGroupList,
    success: 201,
    output: GroupList,
    refusals: [...REACH, 'conflict'],
    handle: async (call) => {
      const { address, members = [], ...rest } = call.body
      const given = { ...namedBy(call.actor(), address), members, ...rest }
      const make = async (deps: Deps) => toWire(await createGroupList(deps, call.actor(), given))
      const how = attemptOf(call, 'list.create', call.body)
      return { body: await attempt(call.context.deps, call.actor(), how, make, GroupList.parse) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'getGroupList',
    needs: ['lists'],
    method: 'GET',
    path: '/lists/:list',
    summary: 'A group list with its members',
    success: 200,
    output: GroupList,
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const { list } = await findList(context.deps.store, actor(), namedBy(actor(), params.list))
      return { body: toWire(list) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeGroupList',
    needs: ['lists'],
    method: 'PATCH',
    path: '/lists/:list',
    summary: 'Change the settings of a group list, take members on and off',
    query: ChangeQuery,
    body: GroupListChange,
    success: 200,
    output: GroupList,
    refusals: REACH,
    handle: async (call) => {
      const where = namedBy(call.actor(), call.params.list)
      const change = async (deps: Deps) => toWire(await editGroupList(deps, call.actor(), where, call.body))
      return {
        body: await attempt(call.context.deps, call.actor(), attemptOf(call), change, GroupList.parse),
      }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'deleteGroupList',
    needs: ['lists'],
    method: 'DELETE',
    path: '/lists/:list',
    summary: 'Delete a group list: mail to it is refused from then on',
    query: ChangeQuery,
    success: 204,
    output: NoContent,
    refusals: REACH,
    handle: async (call) => {
      const where = namedBy(call.actor(), call.params.list)
      const remove = (deps: Deps) => deleteGroupList(deps, call.actor(), where)
      await attempt(call.context.deps, call.actor(), attemptOf(call), remove, () => undefined)
      return { body: undefined }
    },
  }),
]

function toWire({ address, displayName, replyTo, posting, members, posters, createdAtMs }: List) {
  return {
    ...{ address, domain: domainOf(address), displayName, replyTo, posting, members, posters },
    maxMessageBytes: MAX_LIST_MESSAGE_BYTES,
    createdAt: new Date(createdAtMs).toISOString(),
  }
}
