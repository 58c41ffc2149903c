import type { Account } from '../../domain/accounts/account.ts'
import type { Group } from '../../domain/groups/group.ts'
import type { Role } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

const selfLink = (publicUrl: string, path: string) => ({ links: { self: `${publicUrl}/v3/${path}` } })

export function userToWire({ id, name, email, enabled, accountId, description }: User, publicUrl: string) {
  return {
    id,
    name,
    domain_id: DEFAULT_DOMAIN.id,
    enabled,
    ...(email !== null && { email }),
    ...(description !== null && { description }),
    default_project_id: accountId,
    password_expires_at: null,
    options: {},
    ...selfLink(publicUrl, `users/${id}`),
  }
}

/** What a person calls the account is the project's description. */
export function projectToWire({ id, name, enabled }: Account, publicUrl: string) {
  return {
    id,
    name: id,
    domain_id: DEFAULT_DOMAIN.id,
    parent_id: DEFAULT_DOMAIN.id,
    is_domain: false,
    enabled,
    description: name,
    tags: [],
    options: {},
    ...selfLink(publicUrl, `projects/${id}`),
  }
}

export function domainToWire(publicUrl: string) {
  const { id, name } = DEFAULT_DOMAIN
  const description = 'All accounts.'
  return {
    id,
    name,
    enabled: true,
    description,
    tags: [],
    options: {},
    ...selfLink(publicUrl, 'domains/default'),
  }
}

export function groupToWire({ id, name, description }: Group, publicUrl: string) {
  return { id, name, description, domain_id: DEFAULT_DOMAIN.id, ...selfLink(publicUrl, `groups/${id}`) }
}

export function roleToWire({ id, name, description }: Role, publicUrl: string) {
  return { id, name, description, domain_id: null, options: {}, ...selfLink(publicUrl, `roles/${id}`) }
}
