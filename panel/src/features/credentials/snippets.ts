import type { CreatedApplicationCredential, NewApplicationCredential } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'

/** What OpenStack's programs read the credential from. */
export function cloudsYaml(origin: string, { id, secret }: CreatedApplicationCredential): string {
  return `clouds:
  keyward:
    auth_type: v3applicationcredential
    auth:
      auth_url: ${origin}/v3
      application_credential_id: ${id}
      application_credential_secret: ${secret}
    identity_api_version: 3
`
}

/** How a program makes one: by Identity v3, since the panel's own way asks that it is you. */
export function makeSnippets(origin: string, asked: NewApplicationCredential): readonly Snippet[] {
  const { name, description, roles, accessRules, expiresAt, unrestricted } = asked
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  const options = [
    ...(description === undefined ? [] : [`--description ${quoted(description)}`]),
    ...(roles ?? []).map((role) => `--role ${role}`),
    ...(expiresAt === undefined ? [] : [`--expiration ${expiresAt.slice(0, 19)}`]),
    ...(accessRules === undefined ? [] : [`--access-rules ${quoted(JSON.stringify(accessRules))}`]),
    ...(unrestricted ? ['--unrestricted'] : []),
    quoted(name || 'nightly-copy'),
  ]
  return [
    {
      label: 'openstack',
      code: `openstack --os-auth-url ${origin}/v3 --os-identity-api-version 3 \\
  application credential create ${options.join(' \\\n  ')}`,
    },
  ]
}
