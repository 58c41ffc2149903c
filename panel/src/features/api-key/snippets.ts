import type { Snippet } from '../../ui/snippet.ts'

interface Place {
  readonly origin: string
  readonly username: string
  readonly userId: string
}

/**
 * A program proves itself with the key it has, so it reads and resets through Identity v2.0, where a user's
 * own token may do both. The panel's own calls ask for the password instead, which a program does not hold.
 */
export function showSnippets(place: Place): readonly Snippet[] {
  return credentialSnippets(place, { method: 'GET', path: '' })
}

export function resetSnippets(place: Place): readonly Snippet[] {
  return credentialSnippets(place, { method: 'POST', path: '/RAX-AUTH/reset' })
}

interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
}

function credentialSnippets(place: Place, request: Request): readonly Snippet[] {
  return [
    { label: 'curl', code: curl(place, request) },
    { label: 'TypeScript', code: typeScript(place, request) },
    { label: 'Python', code: python(place, request) },
  ]
}

const KEY_PATH = '/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials'

function curl({ origin, username, userId }: Place, { method, path }: Request): string {
  return `# export KEYWARD_KEY=…
TOKEN=$(curl -s -o /dev/null -w '%header{x-auth-token}' ${origin}/v1.0 \\
  -H 'X-Auth-User: ${username}' -H "X-Auth-Key: $KEYWARD_KEY")

curl -s -X ${method} -H "X-Auth-Token: $TOKEN" \\
  '${origin}/v2.0/users/${userId}${KEY_PATH}${path}'`
}

function typeScript({ origin, username, userId }: Place, { method, path }: Request): string {
  return `const url = '${origin}/v2.0'
const login = await fetch(url + '/tokens', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    auth: {
      'RAX-KSKEY:apiKeyCredentials': { username: '${username}', apiKey: process.env.KEYWARD_KEY },
    },
  }),
})
const { access } = await login.json()

const answer = await fetch(
  url + '/users/${userId}${KEY_PATH}${path}',
  { method: '${method}', headers: { 'x-auth-token': access.token.id } },
)
const { 'RAX-KSKEY:apiKeyCredentials': credentials } = await answer.json()`
}

function python({ origin, username, userId }: Place, { method, path }: Request): string {
  return `import os, requests

url = "${origin}/v2.0"
credentials = {"username": "${username}", "apiKey": os.environ["KEYWARD_KEY"]}
login = requests.post(
    f"{url}/tokens",
    json={"auth": {"RAX-KSKEY:apiKeyCredentials": credentials}},
)
token = login.json()["access"]["token"]["id"]

answer = requests.request(
    "${method}",
    f"{url}/users/${userId}${KEY_PATH}${path}",
    headers={"X-Auth-Token": token},
)
print(answer.json()["RAX-KSKEY:apiKeyCredentials"]["username"])`
}
