import type { Snippet } from '../../ui/snippet.ts'

/** A super administrator's own account key may do all of it. */
export function administratorSnippets(origin: string): readonly Snippet[] {
  const url = `${origin}/api/v1/administrators`
  return [
    {
      label: 'curl',
      code: `curl -s ${url} -H "Authorization: Bearer $KEYWARD_KEY"

curl -s ${url} -H "Authorization: Bearer $KEYWARD_KEY" -H 'Content-Type: application/json' \\
  -d '{"username":"nightly-import","type":"super","application":true}'`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
console.log(await keyward.administrators.list())
await keyward.administrators.add({ username: 'nightly-import', type: 'super', application: true })`,
    },
    {
      label: 'Python',
      code: `import os, requests

headers = {"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"}
print(requests.get("${url}", headers=headers).json())
new = {"username": "nightly-import", "type": "super", "application": True}
requests.post("${url}", headers=headers, json=new)`,
    },
  ]
}
