import { z } from 'zod'
import { createRole } from '../../../domain/roles/create-role.ts'
import { deleteRole } from '../../../domain/roles/delete-role.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { Role, RoleRequest } from '../schemas.ts'

/** Roles that operators make for services to ask for. */
export const MADE_ROLE_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'createRole',
    method: 'POST',
    path: '/roles',
    summary: 'Make a role for services to ask for; by itself it gives no right',
    access: 'caller',
    needs: ['operator'],
    body: RoleRequest,
    success: 201,
    output: Role,
    refusals: ['forbidden', 'conflict'],
    handle: async ({ context, actor, body: { name, description = '', givenByAccounts = true } }) => {
      const made = await createRole(context.deps, actor(), { name, description, givenByAccounts })
      return {
        body: { name: made.name, description: made.description, givenByAccounts: made.givenByAccounts },
      }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'deleteRole',
    method: 'DELETE',
    path: '/roles/:roleName',
    summary: 'Remove a role that operators made, from everybody who has it at once',
    access: 'caller',
    needs: ['operator'],
    params: z.strictObject({ roleName: z.string().describe('What the role is called') }),
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      await deleteRole(context.deps, actor(), params.roleName)
      return { body: undefined }
    },
  }),
]
