import type { UsageWindow } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'

export function usageSnippets(
  origin: string,
  window: UsageWindow,
  scope: 'me' | 'account',
): readonly Snippet[] {
  return [
    {
      label: 'curl',
      code: `curl -s '${origin}/api/v1/usage?window=${window}${scope === 'me' ? '' : '&scope=account'}' -H "Authorization: Bearer $KEYWARD_KEY"`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const usage = await keyward.usage.get('${window}'${scope === 'me' ? '' : ", 'account'"})
console.table(usage.byCaller)`,
    },
    {
      label: 'Python',
      code: `import os, requests

usage = requests.get(
    "${origin}/api/v1/usage",
    params={"window": "${window}", "scope": "${scope}"},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json()
for caller in usage["byCaller"]:
    print(caller["calls"], caller["client"], caller["address"])`,
    },
  ]
}
