export interface Credentials {
  /** Where Keyward is reached, without a slash at the end. */
  readonly origin: string
  readonly username: string
  readonly apiKey: string
}

export interface CredentialFile {
  readonly name: string
  readonly text: (credentials: Credentials) => string
}

/** The files offered beside a key, filled in. */
export const credentialFiles: readonly CredentialFile[] = [
  { name: '.env', text: envFile },
  { name: 'openrc', text: openrcFile },
  { name: 'clouds.yaml', text: cloudsFile },
]

function envFile({ origin, username, apiKey }: Credentials): string {
  return lines([
    `KEYWARD_URL=${quote(origin)}`,
    `KEYWARD_USERNAME=${quote(username)}`,
    `KEYWARD_KEY=${quote(apiKey)}`,
  ])
}

/** For a shell. The `ST_` names are those of the `swift` program, which logs in with a key by version 1. */
function openrcFile({ origin, username, apiKey }: Credentials): string {
  return lines([
    '# source this file in a shell',
    '# OpenStack clients need the keystoneauth plugin "rackspaceauth" to log in with a key',
    'export OS_AUTH_TYPE=rackspace_apikey',
    `export OS_AUTH_URL=${quote(`${origin}/v2.0/`)}`,
    `export OS_USERNAME=${quote(username)}`,
    `export OS_API_KEY=${quote(apiKey)}`,
    '# swift -V 1',
    `export ST_AUTH=${quote(`${origin}/v1.0`)}`,
    `export ST_USER=${quote(username)}`,
    `export ST_KEY=${quote(apiKey)}`,
  ])
}

function cloudsFile({ origin, username, apiKey }: Credentials): string {
  return lines([
    '# ~/.config/openstack/clouds.yaml; needs the keystoneauth plugin "rackspaceauth"',
    'clouds:',
    '  keyward:',
    '    auth_type: rackspace_apikey',
    '    auth:',
    `      auth_url: ${JSON.stringify(`${origin}/v2.0/`)}`,
    `      username: ${JSON.stringify(username)}`,
    `      api_key: ${JSON.stringify(apiKey)}`,
  ])
}

const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`

/** Single quotes: the shell and every reader of `.env` files take what is inside as it stands. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
