export interface Credentials {
  /** Where Keyward is reached, without a slash at the end. */
  readonly origin: string
  readonly username: string
  /** The account number: to OpenStack clients it is the project. */
  readonly accountId: string
  readonly apiKey: string
}

export interface CredentialFile {
  readonly name: string
  readonly text: (credentials: Credentials) => string
}

/** The files offered beside a key, filled in. A browser puts an ending of its own to names that have none. */
export const credentialFiles: readonly CredentialFile[] = [
  { name: 'keyward.env', text: envFile },
  { name: 'openrc.sh', text: openrcFile },
  { name: 'clouds.yaml', text: cloudsFile },
]

/** As bare as can be: not every reader of such files takes quotes away. */
function envFile({ origin, username, apiKey }: Credentials): string {
  return lines([
    `KEYWARD_URL=${quoteIfNeeded(origin)}`,
    `KEYWARD_USERNAME=${quoteIfNeeded(username)}`,
    `KEYWARD_KEY=${quoteIfNeeded(apiKey)}`,
  ])
}

/** For a shell. Identity v3 takes the key in the place of the password, so that no client needs a plug-in. */
function openrcFile({ origin, username, accountId, apiKey }: Credentials): string {
  return lines([
    '# source this file in a shell, for "openstack", "swift" and other OpenStack clients',
    'export OS_AUTH_TYPE=v3password',
    `export OS_AUTH_URL=${quote(`${origin}/v3`)}`,
    'export OS_IDENTITY_API_VERSION=3',
    `export OS_USERNAME=${quote(username)}`,
    `export OS_PASSWORD=${quote(apiKey)}`,
    'export OS_USER_DOMAIN_ID=default',
    `export OS_PROJECT_NAME=${quote(accountId)}`,
    'export OS_PROJECT_DOMAIN_ID=default',
  ])
}

function cloudsFile({ origin, username, accountId, apiKey }: Credentials): string {
  return lines([
    '# ~/.config/openstack/clouds.yaml, then: openstack --os-cloud keyward token issue',
    'clouds:',
    '  keyward:',
    '    auth_type: v3password',
    '    identity_api_version: 3',
    '    auth:',
    `      auth_url: ${JSON.stringify(`${origin}/v3`)}`,
    `      username: ${JSON.stringify(username)}`,
    `      password: ${JSON.stringify(apiKey)}`,
    '      user_domain_id: default',
    `      project_name: ${JSON.stringify(accountId)}`,
    '      project_domain_id: default',
  ])
}

const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`

/** Single quotes: the shell and every reader of `.env` files take what is inside as it stands. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function quoteIfNeeded(text: string): string {
  return /^[\w.:/@%+-]+$/.test(text) ? text : quote(text)
}
