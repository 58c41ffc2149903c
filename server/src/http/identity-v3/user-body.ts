import { z } from 'zod'
import { type MemberRules, readMember, requireDefaultDomain } from './members.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

const Facts = z.object({
  name: z.exactOptional(z.string()),
  email: z.exactOptional(z.string()),
  enabled: z.exactOptional(z.boolean()),
  password: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
})
const NewUser = Facts.extend({ name: z.string(), default_project_id: z.exactOptional(z.string()) })

const SETTABLE = ['name', 'email', 'enabled', 'password', 'description']
const RULES: MemberRules = {
  settable: SETTABLE,
  fixed: ['default_project_id', 'federated', 'links', 'options', 'password_expires_at', 'tenantId'],
}

/** @throws RequestError; DomainError `actor.forbidden` for what no user has here */
export function readNewUser(body: unknown) {
  requireDefaultDomain(body, 'user')
  const rules = { ...RULES, settable: [...SETTABLE, 'default_project_id'] }
  const { default_project_id, ...facts } = readMember(body, 'user', NewUser, rules, {
    domain_id: DEFAULT_DOMAIN.id,
  })
  return { ...facts, ...(default_project_id !== undefined && { accountId: default_project_id }) }
}

/** What is to change of a user; an empty address is none. @param present the user as it is read @throws as `readNewUser` */
export function readUserChange(body: unknown, present: Readonly<Record<string, unknown>>) {
  const { email, ...facts } = readMember(body, 'user', Facts, RULES, present)
  return { ...facts, ...(email !== undefined && { email: email || null }) }
}
