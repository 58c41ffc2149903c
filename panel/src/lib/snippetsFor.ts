import type { Snippet } from '../ui/snippet.ts'

/** A request of the native API, and the same through the SDK. */
export interface NativeCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly sdk: string
}

/** A member that is `$NAME` and nothing else. A dollar within somebody's text is a dollar. */
const VARIABLE = /(?<=[:[,])"\$(\w+)"(?=[,}\]])/g

/** How a program sends it, in five languages. */
export function snippetsFor(origin: string, call: NativeCall): readonly Snippet[] {
  const { method, path, body, sdk } = call
  const json = body === undefined ? '' : JSON.stringify(body)
  const shell = json.replaceAll("'", `'\\''`).replaceAll(VARIABLE, `"'"$$$1"'"`)
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
    "${url}",${json && `\n    json=${valueIn(PYTHON, body)},`}
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
print(answer.status_code, answer.text)`,
    },
    { label: 'PHP', code: php(url, call) },
    { label: 'Ruby', code: ruby(url, call) },
  ]
}

/** How a language writes values. */
interface Language {
  readonly words: Readonly<Record<'null' | 'true' | 'false', string>>
  readonly text: (text: string) => string
  readonly variable: (name: string) => string
  readonly pair: string
  readonly object: readonly [string, string]
}

const PYTHON: Language = {
  words: { null: 'None', true: 'True', false: 'False' },
  text: (text) => JSON.stringify(text),
  variable: (name) => `os.environ["${name}"]`,
  ...{ pair: ': ', object: ['{', '}'] },
}

const RUBY: Language = {
  words: { null: 'nil', true: 'true', false: 'false' },
  // `#{…}` would be run.
  text: (text) => JSON.stringify(text).replaceAll('#', '\\#'),
  variable: (name) => `ENV["${name}"]`,
  ...{ pair: ' => ', object: ['{', '}'] },
}

const PHP: Language = {
  words: { null: 'null', true: 'true', false: 'false' },
  text: (text) => `'${text.replace(/[\\']/g, '\\$&')}'`,
  variable: (name) => `getenv('${name}')`,
  ...{ pair: ' => ', object: ['[', ']'] },
}

function php(url: string, { method, body }: NativeCall): string {
  const content = body === undefined ? '' : `\n  CURLOPT_POSTFIELDS => json_encode(${valueIn(PHP, body)}),`
  const type = body === undefined ? '' : `, 'Content-Type: application/json'`
  return `<?php
$curl = curl_init('${url}');
curl_setopt_array($curl, [
  CURLOPT_CUSTOMREQUEST => '${method}',
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('KEYWARD_KEY')${type}],${content}
]);
$answer = curl_exec($curl);
echo curl_getinfo($curl, CURLINFO_HTTP_CODE), "\\n", $answer, "\\n";`
}

function ruby(url: string, { method, body }: NativeCall): string {
  const kind = `${method.charAt(0)}${method.slice(1).toLowerCase()}`
  const type = body === undefined ? '' : `, "Content-Type" => "application/json"`
  return `require "json"
require "net/http"

uri = URI("${url}")
request = Net::HTTP::${kind}.new(uri, { "Authorization" => "Bearer #{ENV["KEYWARD_KEY"]}"${type} })
${body === undefined ? '' : `request.body = JSON.generate(${valueIn(RUBY, body)})\n`}answer = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https") do |http|
  http.request(request)
end
puts answer.code, answer.body`
}

/** A value as a language writes it; `$NAME` stands for a variable of the environment. */
function valueIn(language: Language, value: unknown): string {
  const { words, text, variable, pair, object } = language
  if (value === null) return words.null
  if (typeof value === 'boolean') return words[value ? 'true' : 'false']
  if (typeof value === 'string') return /^\$\w+$/.test(value) ? variable(value.slice(1)) : text(value)
  if (Array.isArray(value)) return `[${value.map((item) => valueIn(language, item)).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).map(([name, of]) => `${text(name)}${pair}${valueIn(language, of)}`)
  // An empty array of PHP would be a list.
  if (members.length === 0 && language === PHP) return 'new stdClass()'
  return `${object[0]}${members.join(', ')}${object[1]}`
}
