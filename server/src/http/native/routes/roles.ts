import { mayBeOfGroup } from '../../../domain/groups/rights.ts'
import { listRoles } from '../../../domain/roles/list-roles.ts'
import { rightsOfUser } from '../../../domain/roles/rights-of-user.ts'
import { describeRoles, rolesOfUser } from '../../../domain/roles/roles-of-user.ts'
import { changeRoles } from '../../../domain/users/change-roles.ts'
import { mayGive } from '../../../domain/users/managing.ts'
import { MANAGER, SELF_OR_MANAGER } from '../../kit/rights.ts'
import { PLAIN, route } from '../route.ts'
import { RightsOfUser, RoleChange, RoleList, RolesOfUser } from '../user-schemas.ts'
import { UserParams, userIdFor } from './params.ts'

export const ROLE_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listRoles',
    method: 'GET',
    path: '/roles',
    summary: 'Roles that users can be given, and whether whoever asks may give them',
    access: 'caller',
    needs: ['any'],
    success: 200,
    output: RoleList,
    refusals: [],
    handle: async ({ context, actor }) => {
      const roles = await listRoles(context.deps.store)
      const items = roles.map((role) => {
        const { name, description, builtIn } = role
        const givable = mayGive(actor(), role) === 'yes'
        return { name, description, builtIn, givable, forGroups: mayBeOfGroup(role) }
      })
      return { body: { items } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getUserRoles',
    method: 'GET',
    path: '/users/:userId/roles',
    summary: 'The roles a user has and where from, and those that could be given',
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: RolesOfUser,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      return { body: { items: await rolesOfUser(context.deps, actor(), userIdFor(actor(), params)) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getUserRights',
    method: 'GET',
    path: '/users/:userId/rights',
    summary: 'What a user may do and through what, and what would give the rest, and who can',
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: RightsOfUser,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      return { body: { items: await rightsOfUser(context.deps, actor(), userIdFor(actor(), params)) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeUserRoles',
    method: 'PATCH',
    path: '/users/:userId/roles',
    summary: 'Give and take roles in one step; it holds at once for everything the user has',
    access: 'caller',
    needs: MANAGER,
    params: UserParams,
    body: RoleChange,
    success: 200,
    output: RolesOfUser,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params, body: { add = [], remove = [] } }) => {
      const user = await changeRoles(context.deps, actor(), userIdFor(actor(), params), { add, remove })
      return { body: { items: await describeRoles(context.deps, actor(), user) } }
    },
  }),
]
