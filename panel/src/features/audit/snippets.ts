import type { AuditFilter } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'

export function auditSnippets(origin: string, filter: AuditFilter): readonly Snippet[] {
  const given = Object.entries(filter)
  const query = new URLSearchParams(given).toString()
  const python = given.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(', ')
  return [
    {
      label: 'curl',
      code: `curl -H "Authorization: Bearer $KEYWARD_KEY" \\
  '${origin}/api/v1/audit${query && `?${query}`}'`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const { items } = await keyward.audit.page(${JSON.stringify(filter)})
for (const entry of items) console.log(entry.at, entry.actor.name, entry.action, entry.target.name)`,
    },
    {
      label: 'Python',
      code: `import os, requests

page = requests.get(
    "${origin}/api/v1/audit",
    params={${python}},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json()
for entry in page["items"]:
    print(entry["at"], entry["actor"]["name"], entry["action"], entry["target"]["name"])`,
    },
  ]
}
