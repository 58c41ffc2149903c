import type { RoleChange } from '@keyward/sdk'
import type { Snippet } from '../../ui/CodeSnippet.tsx'

/** A request of the native API, and the same through the SDK. */
interface Call {
  readonly method: 'GET' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly sdk: string
}

/** @param change what the form would send; an example of one without it */
export function rolesSnippets(origin: string, userId: string, change: RoleChange | null): readonly Snippet[] {
  const body = change ?? { add: ['reader'] }
  const sdk = `console.log(await keyward.roles.change('${userId}', ${JSON.stringify(body)}))`
  return snippetsFor(origin, { method: 'PATCH', path: `/users/${userId}/roles`, body, sdk })
}

/** What they are; to take them away somebody must be signed in. */
export function factorsSnippets(origin: string, userId: string): readonly Snippet[] {
  const sdk = `console.log(await keyward.secondFactors.of('${userId}'))`
  return snippetsFor(origin, { method: 'GET', path: `/users/${userId}/second-factors`, sdk })
}

export function userSnippets(origin: string, userId: string): readonly Snippet[] {
  const sdk = `console.log(await keyward.users.get('${userId}'))`
  return snippetsFor(origin, { method: 'GET', path: `/users/${userId}`, sdk })
}

/** @param heir id of who gets the roles; empty for nobody */
export function deleteSnippets(origin: string, userId: string, heir: string): readonly Snippet[] {
  const query = heir === '' ? '' : `?handOverTo=${heir}`
  const options = heir === '' ? '' : `, { handOverTo: '${heir}' }`
  const sdk = `await keyward.users.delete('${userId}'${options})`
  return snippetsFor(origin, { method: 'DELETE', path: `/users/${userId}${query}`, sdk })
}

function snippetsFor(origin: string, { method, path, body, sdk }: Call): readonly Snippet[] {
  const json = body === undefined ? '' : JSON.stringify(body)
  const url = `${origin}/api/v1${path}`
  return [
    {
      label: 'curl',
      code: `curl${method === 'GET' ? '' : ` -X ${method}`} -H "Authorization: Bearer $KEYWARD_KEY" \\
  '${url}'${json && ` \\\n  -H 'Content-Type: application/json' -d '${json}'`}`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
${sdk}`,
    },
    {
      label: 'Python',
      code: `import os, requests

answer = requests.request(
    "${method}",
    "${url}",${json && `\n    json=${json},`}
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
print(answer.status_code, answer.text)`,
    },
  ]
}
