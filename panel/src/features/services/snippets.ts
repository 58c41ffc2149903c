import type { Snippet } from '../../ui/snippet.ts'

/** Puts the first service into the catalog. */
export function addServiceSnippets(origin: string): readonly Snippet[] {
  const service = { name: 'reports', type: 'reports', publicUrl: 'https://reports.example.com' }
  const json = JSON.stringify(service)
  return [
    {
      label: 'Command line',
      code: `npx keyward service add --name ${service.name} --type ${service.type} \\
  --url '${service.publicUrl}'`,
    },
    {
      label: 'curl',
      code: `curl -X POST -H "Authorization: Bearer $KEYWARD_KEY" -H 'Content-Type: application/json' \\
  -d '${json}' '${origin}/api/v1/services'`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
console.log(await keyward.services.addEndpoint(${json}))`,
    },
    {
      label: 'Python',
      code: `import os, requests

added = requests.post(
    "${origin}/api/v1/services",
    json=${json},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
added.raise_for_status()
print(added.json())`,
    },
  ]
}
