import { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'
import { accountOfDomain } from '../../../domain/domains/place.ts'
import { rehearsal } from '../../../domain/rehearse.ts'
import type { HttpContext } from '../../kit/context.ts'

export const DomainParams = z.strictObject({ domain: z.string().max(1_024).describe('The name of a domain') })

export const MailboxParams = z.strictObject({
  mailbox: z
    .string()
    .max(1_024)
    .regex(/^[^@]+@[^@]+$/)
    .describe('The whole address'),
})

/** What a use case finds a domain by. */
export async function domainPlace({ deps }: HttpContext, actor: UserActor, domain: string) {
  return { accountId: await accountOfDomain(deps.store, actor, domain), name: domain }
}

/** What a use case finds a mailbox by. */
export async function addressPlace({ deps }: HttpContext, actor: UserActor, address: string) {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return {
    accountId: await accountOfDomain(deps.store, actor, domain),
    domain,
    name: address.slice(0, Math.max(at, 0)),
  }
}

/** What a change is done with; for a dry run, what leaves nothing behind. */
export function depsFor({ deps }: HttpContext, { dryRun }: { readonly dryRun?: string }) {
  return dryRun === 'true' ? rehearsal(deps) : deps
}
