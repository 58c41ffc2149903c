import type { Snippet } from '../ui/CodeSnippet.tsx'

/** A request of the native API, and the same through the SDK. */
export interface NativeCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly sdk: string
}

/** How a program sends it, in three languages. */
export function snippetsFor(origin: string, { method, path, body, sdk }: NativeCall): readonly Snippet[] {
  const json = body === undefined ? '' : JSON.stringify(body)
  const shell = json.replaceAll("'", `'\\''`).replaceAll(/\$(\w+)/g, `'"$$$1"'`)
  const url = `${origin}/api/v1${path}`
  return [
    {
      label: 'curl',
      code: `curl${method === 'GET' ? '' : ` -X ${method}`} -H "Authorization: Bearer $KEYWARD_KEY" \\
  '${url}'${json && ` \\\n  -H 'Content-Type: application/json' -d '${shell}'`}`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
${sdk}`,
    },
    {
      label: 'Python',
      code: `import os, requests

answer = requests.request(
    "${method}",
    "${url}",${json && `\n    json=${pythonOf(body)},`}
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
print(answer.status_code, answer.text)`,
    },
  ]
}

/** A value as Python writes it; `$NAME` stands for a variable of the environment. */
function pythonOf(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string' && /^\$\w+$/.test(value)) return `os.environ["${value.slice(1)}"]`
  if (Array.isArray(value)) return `[${value.map(pythonOf).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).map(([name, of]) => `${JSON.stringify(name)}: ${pythonOf(of)}`)
  return `{${members.join(', ')}}`
}
