import { changeGroup } from '../../../domain/groups/change-group.ts'
import { changeGroupMembers } from '../../../domain/groups/change-members.ts'
import { createGroup } from '../../../domain/groups/create-group.ts'
import { deleteGroup } from '../../../domain/groups/delete-group.ts'
import {
  type GroupWithMembers,
  groupsOfUser,
  listGroups,
  readGroup,
} from '../../../domain/groups/read-groups.ts'
import type { ListedGroup } from '../../../domain/groups/stores.ts'
import { MANAGER, SELF_OR_HELPER } from '../../kit/rights.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  GroupParams,
  GroupQuery,
  MemberChange,
  NewUserGroup,
  UserGroup,
  UserGroupChange,
  UserGroupList,
} from '../schemas/groups.ts'
import { UserParams, userIdFor } from './params.ts'

const ONE = '/groups/:groupId'

export const GROUP_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listGroups',
    method: 'GET',
    path: '/groups',
    summary: 'The user groups of the account, by name; for those who manage users',
    access: 'caller',
    needs: MANAGER,
    query: GroupQuery,
    success: 200,
    output: UserGroupList,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, query: { account = actor().accountId } }) => {
      return { body: listToWire(await listGroups(context.deps, actor(), account)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createGroup',
    method: 'POST',
    path: '/groups',
    summary: 'Make a group of users, which gives its members the roles it has',
    access: 'caller',
    needs: MANAGER,
    body: NewUserGroup,
    success: 201,
    output: UserGroup,
    refusals: ['forbidden', 'not_found', 'conflict'],
    handle: async ({ context, actor, body }) => {
      const { name, description = '', roles = [], account: accountId = actor().accountId } = body
      const group = await createGroup(context.deps, actor(), { accountId, name, description, roles })
      return { body: groupToWire({ group, members: [] }) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getGroup',
    method: 'GET',
    path: ONE,
    summary: 'A user group with its members',
    access: 'caller',
    needs: MANAGER,
    params: GroupParams,
    success: 200,
    output: UserGroup,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      return { body: groupToWire(await readGroup(context.deps, actor(), params.groupId)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeGroup',
    method: 'PATCH',
    path: ONE,
    summary: 'Rename or describe a group, or change its roles, which holds at once for its members',
    access: 'caller',
    needs: MANAGER,
    params: GroupParams,
    body: UserGroupChange,
    success: 200,
    output: UserGroup,
    refusals: ['forbidden', 'not_found', 'conflict', 'step_up_needed'],
    handle: async ({ context, actor, params, body }) => {
      const { id } = await changeGroup(context.deps, actor(), params.groupId, body)
      return { body: groupToWire(await readGroup(context.deps, actor(), id)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'deleteGroup',
    method: 'DELETE',
    path: ONE,
    summary: 'Delete a group; its members stay, what they had by it alone ends at once',
    access: 'caller',
    needs: MANAGER,
    params: GroupParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      await deleteGroup(context.deps, actor(), params.groupId)
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeGroupMembers',
    method: 'PATCH',
    path: `${ONE}/members`,
    summary: 'Take users into a group and out of it in one step; it holds at once for everything they have',
    access: 'caller',
    needs: MANAGER,
    params: GroupParams,
    body: MemberChange,
    success: 200,
    output: UserGroup,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params, body: { add = [], remove = [] } }) => {
      return {
        body: groupToWire(await changeGroupMembers(context.deps, actor(), params.groupId, { add, remove })),
      }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'listUserGroups',
    method: 'GET',
    path: '/users/:userId/groups',
    summary: 'The groups that a user is in, by name',
    access: 'caller',
    needs: SELF_OR_HELPER,
    params: UserParams,
    success: 200,
    output: UserGroupList,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      return { body: listToWire(await groupsOfUser(context.deps, actor(), userIdFor(actor(), params))) }
    },
  }),
]

const listToWire = (groups: readonly ListedGroup[]) => ({
  items: groups.map(({ group, memberCount }) => ({ ...factsOf(group), memberCount })),
})

const groupToWire = ({ group, members }: GroupWithMembers) => ({ ...factsOf(group), members })

const factsOf = ({ createdAtMs, ...facts }: GroupWithMembers['group']) => ({
  ...facts,
  createdAt: new Date(createdAtMs).toISOString(),
})
