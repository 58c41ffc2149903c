import type { AccessRule } from '../../domain/application-credentials/access-rule.ts'
import type { ApplicationCredential } from '../../domain/application-credentials/application-credential.ts'
import { roleNamed } from '../../domain/roles/custom-role.ts'
import { ALL_ROLES } from '../../domain/roles/effective-roles.ts'
import { roleToWire } from './directory-wire.ts'

/** Never the secret: who makes a credential adds it to the one answer that has it. */
export function credentialToWire(credential: ApplicationCredential, publicUrl: string) {
  const { id, name, description, accountId, userId, unrestricted, roles, accessRules } = credential
  return {
    id,
    name,
    description,
    user_id: userId,
    project_id: accountId,
    system: null,
    expires_at: credential.expiresAtMs === null ? null : expiryToWire(credential.expiresAtMs),
    unrestricted,
    roles: roles.map((role) => roleToWire(shownRole(role), publicUrl)),
    // An empty list says that nothing is allowed, none that everything is.
    ...(accessRules && { access_rules: accessRules }),
    links: { self: `${publicUrl}/v3/users/${userId}/application_credentials/${id}` },
  }
}

function shownRole(name: string) {
  return ALL_ROLES.find((role) => role.name === name) ?? roleNamed(name)
}

export function accessRuleToWire(
  { id, service, method, path }: AccessRule,
  userId: string,
  publicUrl: string,
) {
  const links = { self: `${publicUrl}/v3/users/${userId}/access_rules/${id}` }
  return { id, service, method, path, links }
}

/** Unlike other times of the protocol this one has no `Z`. */
function expiryToWire(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000')
}
