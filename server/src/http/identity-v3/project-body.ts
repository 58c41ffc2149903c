import { z } from 'zod'
import type { NewAccount } from '../../domain/accounts/create-account.ts'
import { DomainError } from '../../domain/errors.ts'
import { type MemberRules, readMember, requireDefaultDomain } from './members.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

const Facts = z.object({
  description: z.exactOptional(z.string()),
  enabled: z.exactOptional(z.boolean()),
})
const NewProject = Facts.extend({ name: z.string().min(1) })

const FIXED = ['is_domain', 'links', 'name', 'options', 'parent_id', 'tags']
const RULES: MemberRules = { settable: ['description', 'enabled'], fixed: FIXED }
const PLACE = { domain_id: DEFAULT_DOMAIN.id, parent_id: DEFAULT_DOMAIN.id, is_domain: false }

/** Decimal, without zeros in front; more digits than any counter will reach. */
const NUMBER = /^[1-9]\d{5,17}$/

/**
 * An account is called by its number, so another name is refused: whoever made one would not find it again by it.
 * @throws RequestError; DomainError `actor.forbidden`
 */
export function readNewProject(body: unknown): NewAccount {
  requireDefaultDomain(body, 'project')
  const rules = { ...RULES, settable: [...RULES.settable, 'name'] }
  const { name, description = '', enabled } = readMember(body, 'project', NewProject, rules, PLACE)
  if (!NUMBER.test(name)) {
    const reason = 'A project is called by its number, of 6 to 18 digits. Say in description whose it is.'
    throw new DomainError('actor.forbidden', { reason })
  }
  return { id: name, name: description || name, ...(enabled !== undefined && { enabled }) }
}

/** What is to change of an account. @param present the project as it is read @throws as `readNewProject` */
export function readProjectChange(body: unknown, present: Readonly<Record<string, unknown>>) {
  const { description, enabled } = readMember(body, 'project', Facts, RULES, present)
  return {
    ...(description !== undefined && { name: description }),
    // What is sent back as it was read is no act of an operator.
    ...(enabled !== undefined && enabled !== present['enabled'] && { enabled }),
  }
}
