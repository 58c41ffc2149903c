import { addAdministrator } from '../../../domain/administrators/add-administrator.ts'
import { changeAdministrator } from '../../../domain/administrators/change-administrator.ts'
import {
  deleteAdministrator,
  inviteAdministrator,
} from '../../../domain/administrators/delete-administrator.ts'
import { findAdministrator, listAdministrators } from '../../../domain/administrators/list-administrators.ts'
import { DomainError } from '../../../domain/errors.ts'
import { addedAdministratorToWire, administratorsToWire } from '../administrators-wire.ts'
import { NativeError } from '../errors.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  AddedAdministrator,
  Administrator,
  AdministratorChange,
  AdministratorList,
  NewAdministrator,
} from '../schemas/administrators.ts'
import { Invitation } from '../user-schemas.ts'
import { invitationToWire } from '../user-wire.ts'
import { AdministratorParams } from './params.ts'

const ONE = '/administrators/:adminId'
const CHANGE = ['forbidden', 'not_found', 'step_up_needed'] as const

export const ADMINISTRATOR_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listAdministrators',
    method: 'GET',
    path: '/administrators',
    summary: 'The administrators of the e-mail area of the own account, by name; for super administrators',
    access: 'caller',
    needs: ['super', 'operator'],
    success: 200,
    output: AdministratorList,
    refusals: ['forbidden'],
    handle: async ({ context: { deps }, actor }) => {
      const found = await listAdministrators(deps, actor(), actor().accountId)
      return { body: { items: found.map(administratorsToWire(deps)) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'addAdministrator',
    method: 'POST',
    path: '/administrators',
    summary: 'Add an administrator, who is invited to choose a password unless one is given',
    access: 'caller',
    needs: ['super', 'operator'],
    idempotent: true,
    body: NewAdministrator,
    success: 201,
    output: AddedAdministrator,
    refusals: ['forbidden', 'step_up_needed', 'conflict'],
    handle: async ({ context, actor, body, idempotencyKey }) => {
      const { username: name, email = null, password = null, type, application, ...settings } = body
      const who = { accountId: actor().accountId, name, email, password, type }
      const given = { ...who, settings: { ...settings, isProgram: application ?? false } }
      const added = await addAdministrator(context.deps, actor(), given, idempotencyKey)
      return { body: addedAdministratorToWire(context, added) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getAdministrator',
    method: 'GET',
    path: ONE,
    summary: 'One administrator of the own account',
    access: 'caller',
    needs: ['super', 'operator'],
    params: AdministratorParams,
    success: 200,
    output: Administrator,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context: { deps }, actor, params }) => {
      const found = await findAdministrator(deps, actor(), actor().accountId, { id: params.adminId })
      return { body: administratorsToWire(deps)(found) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeAdministrator',
    method: 'PATCH',
    path: ONE,
    summary: 'Change an administrator; whoever is no super administrator any more has no key pair',
    access: 'caller',
    needs: ['super', 'operator'],
    params: AdministratorParams,
    body: AdministratorChange,
    success: 200,
    output: Administrator,
    refusals: CHANGE,
    handle: async ({ context: { deps }, actor, params, body }) => {
      const changed = await changeAdministrator(deps, actor(), params.adminId, body)
      return { body: administratorsToWire(deps)(changed) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'inviteAdministrator',
    method: 'POST',
    path: `${ONE}/invitation`,
    summary: 'Make another link by which an administrator chooses a password; earlier ones open nothing',
    access: 'caller',
    needs: ['super', 'operator'],
    params: AdministratorParams,
    success: 201,
    output: Invitation,
    refusals: [...CHANGE, 'conflict'],
    handle: async ({ context, actor, params }) => {
      const sent = await inviteAdministrator(context.deps, actor(), params.adminId).catch(wordedAsConflict)
      return { body: invitationToWire(context, sent) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'deleteAdministrator',
    method: 'DELETE',
    path: ONE,
    summary: 'Remove an administrator with keys, key pairs and sessions',
    access: 'caller',
    needs: ['super', 'operator'],
    params: AdministratorParams,
    success: 204,
    output: NoContent,
    refusals: CHANGE,
    handle: async ({ context: { deps }, actor, params }) => {
      await deleteAdministrator(deps, actor(), params.adminId)
      return { body: undefined }
    },
  }),
]

/** That the administrator is disabled says nothing of who asks. */
function wordedAsConflict(error: unknown): never {
  const isDisabled = error instanceof DomainError && error.code === 'user.disabled'
  throw isDisabled ? new NativeError('conflict') : error
}
