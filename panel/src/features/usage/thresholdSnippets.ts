import type { UsageThresholdChange } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'

/** The server takes no more. */
const MOST = 1_000_000_000_000

/** A number of calls as people type it; null for none, undefined for what is no such number. */
export function callsIn(text: string): number | null | undefined {
  const digits = text.replace(/[\s,._']/g, '')
  if (digits === '') return text.trim() === '' ? null : undefined
  if (!/^\d+$/.test(digits)) return undefined
  const calls = Number(digits)
  return calls >= 1 && calls <= MOST ? calls : undefined
}

export function thresholdSnippets(origin: string, change: UsageThresholdChange): readonly Snippet[] {
  const json = JSON.stringify(change)
  const members = Object.entries(change).map(([name, value]) => `${name}: ${literal(value)}`)
  const pairs = Object.entries(change).map(([name, value]) => `"${name}": ${literal(value, 'None', '"')}`)
  return [
    {
      label: 'curl',
      code: `curl -X PATCH '${origin}/api/v1/usage/threshold' \\
  -H "Authorization: Bearer $KEYWARD_KEY" -H 'Content-Type: application/json' \\
  -d '${json}'`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
await keyward.usage.setThreshold({ ${members.join(', ')} })`,
    },
    {
      label: 'Python',
      code: `import os, requests

requests.patch(
    "${origin}/api/v1/usage/threshold",
    json={${pairs.join(', ')}},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).raise_for_status()`,
    },
  ]
}

function literal(value: string | number | null, none = 'null', quote = "'"): string {
  if (value === null) return none
  return typeof value === 'number' ? String(value) : `${quote}${value}${quote}`
}
