import type { ImportPlan } from '@keyward/sdk'
import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'
import type { ImportSort } from './sorts.ts'

/** The same import by a program; the file stays where it is. @param mapping what its columns are, once that is known */
export function importSnippets(
  origin: string,
  { kind, fileName }: Pick<ImportSort, 'kind' | 'fileName'>,
  domain: string,
  mapping?: ImportPlan['mapping'],
): readonly Snippet[] {
  // What is in no domain is asked for without one.
  const [arg, name, ts, py] =
    domain === ''
      ? ['', '', '', '']
      : [` --arg domain '${domain}'`, ', $domain', `, domain: '${domain}'`, `, "domain": "${domain}"`]
  const json = JSON.stringify(mapping)
  const [mapArg, mapName, mapTs, mapPy] = mapping
    ? [
        ` --argjson mapping '${json}'`,
        ', $mapping',
        `, mapping: ${json}`,
        `, "mapping": ${pythonOf(mapping)}`,
      ]
    : ['', '', '', '']
  return [
    {
      label: 'curl',
      code: `jq -n --arg kind '${kind}'${arg}${mapArg} --arg file "$(base64 -w0 ${fileName})" \\
  '{$kind${name}${mapName}, $file}' |
  curl -H "Authorization: Bearer $KEYWARD_KEY" --json @- '${origin}/api/v1/imports'`,
    },
    {
      label: 'TypeScript',
      code: `import { readFileSync } from 'node:fs'
import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const file = readFileSync('${fileName}').toString('base64')
console.log(await keyward.jobs.import({ kind: '${kind}'${ts}${mapTs}, file }))`,
    },
    {
      label: 'Python',
      code: `import base64, os, pathlib, requests

file = base64.b64encode(pathlib.Path("${fileName}").read_bytes()).decode()
job = requests.post(
    "${origin}/api/v1/imports",
    json={"kind": "${kind}"${py}${mapPy}, "file": file},
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
job.raise_for_status()
print(job.json())`,
    },
  ]
}

const pythonOf = (mapping: ImportPlan['mapping']) =>
  `[${mapping.map((field) => (field === null ? 'None' : JSON.stringify(field))).join(', ')}]`

/** What the rows of a job came to. */
export function jobSnippets(origin: string, jobId: string): readonly Snippet[] {
  const asked = "{ state: 'failed' }"
  return snippetsFor(origin, {
    method: 'GET',
    path: `/jobs/${jobId}/rows?state=failed`,
    sdk: `console.log(await keyward.jobs.rows('${jobId}', ${asked}))`,
  })
}

export function jobsSnippets(origin: string): readonly Snippet[] {
  return snippetsFor(origin, { method: 'GET', path: '/jobs', sdk: 'console.log(await keyward.jobs.list())' })
}

export function turnSnippets(origin: string, jobId: string, turn: 'cancel' | 'resume'): readonly Snippet[] {
  const sdk = `console.log(await keyward.jobs.${turn}('${jobId}'))`
  return snippetsFor(origin, { method: 'POST', path: `/jobs/${jobId}/${turn}`, sdk })
}
