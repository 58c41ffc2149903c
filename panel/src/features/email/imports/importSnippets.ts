import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'

/** The same import by a program; the file stays where it is. */
export function importSnippets(origin: string, domain: string): readonly Snippet[] {
  return [
    {
      label: 'curl',
      code: `jq -n --arg domain '${domain}' --arg file "$(base64 -w0 mailboxes.csv)" '{$domain, $file}' |
  curl -H "Authorization: Bearer $KEYWARD_KEY" --json @- '${origin}/api/v1/imports'`,
    },
    {
      label: 'TypeScript',
      code: `import { readFileSync } from 'node:fs'
import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const file = readFileSync('mailboxes.csv').toString('base64')
console.log(await keyward.jobs.import({ domain: '${domain}', file }))`,
    },
    {
      label: 'Python',
      code: `import base64, os, pathlib, requests

file = base64.b64encode(pathlib.Path("mailboxes.csv").read_bytes()).decode()
job = requests.post(
    "${origin}/api/v1/imports",
    json={"domain": "${domain}", "file": file},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
job.raise_for_status()
print(job.json())`,
    },
  ]
}

export function jobsSnippets(origin: string): readonly Snippet[] {
  return snippetsFor(origin, { method: 'GET', path: '/jobs', sdk: 'console.log(await keyward.jobs.list())' })
}
