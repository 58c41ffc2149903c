import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireOperator } from '../../domain/policy.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { roleNamed } from '../../domain/roles/custom-role.ts'
import { deleteRole } from '../../domain/roles/delete-role.ts'
import { listShownRoles } from '../../domain/roles/list-roles.ts'
import type { Role } from '../../domain/roles/roles.ts'
import { updateRole } from '../../domain/roles/update-role.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { roleToWire } from './directory-wire.ts'
import { type MemberRules, readMember } from './members.ts'
import { listToWire } from './paging.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

const Facts = z.object({ description: z.exactOptional(z.string()) })
const NewRole = Facts.extend({ name: z.string() })
const RULES: MemberRules = { settable: ['description'], fixed: ['links', 'name', 'options'] }
const NEW_RULES: MemberRules = { settable: ['description', 'name'], fixed: ['domain_id', 'links', 'options'] }

/** Roles: the same for everybody to see, as everybody's tokens name them; made by operators. */
export function addRoleRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/roles', async (request) => {
    await callerOf(context, request)
    const rows = (await listShownRoles(deps.store)).map((role) => roleToWire(role, publicUrl))
    return listToWire(publicUrl, request, 'roles', rows)
  })

  app.post('/roles', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const { name, description = '' } = readMember(request.body, 'role', NewRole, NEW_RULES)
    const all = await listShownRoles(deps.store)
    if (all.some((role) => role.name === name)) throw new DomainError('role.exists')
    await createRole(deps, actor, { name, description, givenByAccounts: true })
    return reply.code(201).send({ role: roleToWire({ ...roleNamed(name), description }, publicUrl) })
  })

  app.get<IdPath>('/roles/:id', async (request) => {
    await callerOf(context, request)
    return { role: roleToWire(await roleOf(context, request.params.id), publicUrl) }
  })

  app.patch<IdPath>('/roles/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    const role = await ownRole(context, actor, request.params.id)
    const { description } = readMember(request.body, 'role', Facts, RULES, roleToWire(role, publicUrl))
    if (description !== undefined) await updateRole(deps, actor, role.name, { description })
    return { role: roleToWire(await roleOf(context, role.id), publicUrl) }
  })

  app.delete<IdPath>('/roles/:id', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const { name } = await ownRole(context, actor, request.params.id)
    await deleteRole(deps, actor, name)
    return reply.code(204).send()
  })
}

/** A role that operators made, for one of them. @throws DomainError `actor.forbidden`, `role.not_found` */
async function ownRole(context: HttpContext, actor: Actor, id: string): Promise<Role> {
  requireOperator(actor)
  const role = await roleOf(context, id)
  const made = await context.deps.store.roles.list()
  if (made.some(({ name }) => name === role.name)) return role
  throw new DomainError('actor.forbidden', { reason: 'This role is built in.' })
}

async function roleOf({ deps }: HttpContext, id: string): Promise<Role> {
  const role = (await listShownRoles(deps.store)).find((one) => one.id === id)
  if (!role) throw new DomainError('role.not_found')
  return role
}
