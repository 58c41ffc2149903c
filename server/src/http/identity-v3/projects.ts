import type { FastifyInstance } from 'fastify'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { visibleAccount, visibleAccounts } from '../../domain/accounts/visible-accounts.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireOperator } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { projectToWire } from './directory-wire.ts'
import { listToWire } from './paging.ts'
import { readNewProject, readProjectChange } from './project-body.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

/** Projects, which are the accounts. */
export function addProjectRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/projects', async (request) => {
    const { actor } = await callerOf(context, request)
    const rows = (await visibleAccounts(deps, actor)).map((account) => projectToWire(account, publicUrl))
    return listToWire(publicUrl, request, 'projects', rows)
  })

  app.post('/projects', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const account = await addAccount(deps, actor, readNewProject(request.body))
    return reply.code(201).send({ project: projectToWire(account, publicUrl) })
  })

  app.get<IdPath>('/projects/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    return { project: projectToWire(await visibleAccount(deps, actor, request.params.id), publicUrl) }
  })

  app.patch<IdPath>('/projects/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    const present = await visibleAccount(deps, actor, request.params.id)
    // Before the body: who may change nothing is not told what could be changed.
    await updateAccount(deps, actor, present.id, {})
    const change = readProjectChange(request.body, projectToWire(present, publicUrl))
    return { project: projectToWire(await updateAccount(deps, actor, present.id, change), publicUrl) }
  })

  app.delete<IdPath>('/projects/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    await visibleAccount(deps, actor, request.params.id)
    throw new DomainError('actor.forbidden', { reason: 'A project stays for its records: disable it.' })
  })

  // Where the caller can get a token for: the own account alone, also for those who see others.
  app.get('/auth/projects', async (request) => {
    const { actor } = await callerOf(context, request)
    const project = projectToWire(await visibleAccount(deps, actor, actor.accountId), publicUrl)
    return listToWire(publicUrl, request, 'projects', [project])
  })
}
