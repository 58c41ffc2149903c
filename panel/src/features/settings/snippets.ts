import type { Snippet } from '../../ui/snippet.ts'

export function settingsSnippets(origin: string, accountId: string): readonly Snippet[] {
  return [
    {
      label: 'curl',
      code: `curl -H "Authorization: Bearer $KEYWARD_KEY" '${origin}/api/v1/account/settings'`,
    },
    {
      label: 'Command line',
      code: `npx keyward account set --account ${accountId} --step-up-minutes 10
npx keyward account set --account ${accountId} --api-reveal off
npx keyward account set --account ${accountId} --reset-keeps-tokens on
npx keyward account set --account ${accountId} --show-once on --forget-copies`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
console.log(await keyward.account.settings())`,
    },
    {
      label: 'Python',
      code: `import os, requests

print(requests.get(
    "${origin}/api/v1/account/settings",
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json())`,
    },
  ]
}
