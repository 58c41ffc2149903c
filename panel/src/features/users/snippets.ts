import type { UserFilter } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'

export function usersSnippets(origin: string, filter: UserFilter): readonly Snippet[] {
  const given = Object.entries(filter).map(([name, value]) => [name, String(value)])
  const query = new URLSearchParams(given).toString()
  const python = given.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(', ')
  return [
    {
      label: 'curl',
      code: `curl -H "Authorization: Bearer $KEYWARD_KEY" \\
  '${origin}/api/v1/users?${query}'`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const { items, next } = await keyward.users.list(${JSON.stringify(filter)})
for (const user of items) console.log(user.name, user.state, user.roles)`,
    },
    {
      label: 'Python',
      code: `import os, requests

page = requests.get(
    "${origin}/api/v1/users",
    params={${python}},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json()
for user in page["items"]:
    print(user["name"], user["state"], user["roles"])`,
    },
  ]
}
