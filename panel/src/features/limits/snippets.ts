import type { Snippet } from '../../ui/snippet.ts'

export function limitsSnippets(origin: string): readonly Snippet[] {
  return [
    { label: 'curl', code: `curl -H "Authorization: Bearer $KEYWARD_KEY" '${origin}/api/v1/limits'` },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
console.table((await keyward.usage.limits()).items)`,
    },
    {
      label: 'Python',
      code: `import os, requests

limits = requests.get(
    "${origin}/api/v1/limits",
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json()
for item in limits["items"]:
    print(item["name"], item["used"], item["limit"], item["unit"])`,
    },
  ]
}
