import type { Snippet } from '../../ui/snippet.ts'
import { type Chosen, questionOf } from './period.ts'

export function usageSnippets(origin: string, chosen: Chosen): readonly Snippet[] {
  const { period, step } = questionOf(chosen)
  const account = chosen.scope === 'account'
  const asked = {
    ...(typeof period === 'string' ? { window: period } : period),
    ...(account && { scope: 'account' }),
    ...(step && { step }),
  }
  const first = typeof period === 'string' ? `'${period}'` : `{ from: '${period.from}', to: '${period.to}' }`
  const rest = step ? `, '${chosen.scope}', '${step}'` : account ? ", 'account'" : ''
  const params = Object.entries(asked).map(([name, value]) => `"${name}": "${value}"`)
  return [
    {
      label: 'curl',
      code: `curl -s '${origin}/api/v1/usage?${new URLSearchParams(asked)}' -H "Authorization: Bearer $KEYWARD_KEY"
curl -s '${origin}/api/v1/usage/history?scope=${chosen.scope}' -H "Authorization: Bearer $KEYWARD_KEY"`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const usage = await keyward.usage.get(${first}${rest})
console.table(usage.byCaller)
console.table((await keyward.usage.history('${chosen.scope}')).months)`,
    },
    {
      label: 'Python',
      code: `import os, requests

usage = requests.get(
    "${origin}/api/v1/usage",
    params={${params.join(', ')}},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json()
for caller in usage["byCaller"]:
    print(caller["calls"], caller["client"], caller["address"])`,
    },
  ]
}
