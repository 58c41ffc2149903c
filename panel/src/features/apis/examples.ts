import { literal, membersOf, PYTHON, TYPESCRIPT, textOf } from './languages.ts'
import { php, ruby } from './moreExamples.ts'
import type { RequestTemplate } from './request.ts'
import { isTemplate, type JsonTemplate, merged, type Template, written } from './template.ts'

/** As the snippets of the panel are; this file is also read where there are no pages. */
interface Snippet {
  readonly label: string
  readonly code: string
}

/**
 * The request in five languages, each to be run as it stands with the variables in the environment. What runs TypeScript
 * refuses to send TRACE.
 */
export function examplesOf(request: RequestTemplate): readonly Snippet[] {
  return [
    { label: 'curl', code: curl(request) },
    ...(request.method === 'TRACE' ? [] : [{ label: 'TypeScript', code: typeScript(request) }]),
    { label: 'Python', code: python(request) },
    { label: 'PHP', code: php(request) },
    { label: 'Ruby', code: ruby(request) },
  ]
}

/** Headers are part of the answer where there is no body to look at. */
function curl({ method, url, headers, body, isForm }: RequestTemplate): string {
  const flags = method === 'HEAD' ? ['-sI'] : method === 'GET' ? ['-si'] : ['-si', `-X ${method}`]
  const lines = [
    `curl ${flags.join(' ')} ${shell(url)}`,
    ...headers.map(([name, value]) => `-H ${shell([`${name}: `, ...value])}`),
    ...(body === undefined ? [] : isForm ? fields(body) : [`-d ${shell(jsonText(body))}`]),
  ]
  return lines.join(' \\\n  ')
}

function fields(body: JsonTemplate): readonly string[] {
  if (body === null || typeof body !== 'object' || !('members' in body)) return []
  return body.members.map(([name, value]) => {
    return `--data-urlencode ${shell([`${name}=`, ...(isTemplate(value) ? value : [])])}`
  })
}

/** One word for the shell. Text stands in single quotes, variables in double ones. */
function shell(template: Template): string {
  return written(
    merged(template),
    (text) => `'${text.replaceAll("'", `'\\''`)}'`,
    (name) => `"$${name}"`,
  )
}

/** JSON as one text, with the variables in their quotes. */
function jsonText(value: JsonTemplate): Template {
  if (value === null || typeof value !== 'object') return [String(value)]
  if (isTemplate(value)) {
    return value.flatMap((part) => (typeof part === 'string' ? [JSON.stringify(part)] : ['"', part, '"']))
  }
  const items =
    'list' in value
      ? value.list.map(jsonText)
      : value.members.map(([name, member]) => [`${JSON.stringify(name)}:`, ...jsonText(member)])
  const [open, close] = 'list' in value ? ['[', ']'] : ['{', '}']
  return [open, ...items.flatMap((item, index) => (index === 0 ? item : [',', ...item])), close]
}

function typeScript({ method, url, headers, body, isForm }: RequestTemplate): string {
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(headers.length === 0 ? [] : [`headers: ${literal(TYPESCRIPT, membersOf(headers), 1)}`]),
    ...(body === undefined
      ? []
      : [`body: ${isForm ? 'new URLSearchParams' : 'JSON.stringify'}(${literal(TYPESCRIPT, body, 1)})`]),
  ]
  const second = options.length === 0 ? '' : `, {\n${options.map((line) => `  ${line},\n`).join('')}}`
  return `const answer = await fetch(${textOf(TYPESCRIPT, url)}${second})
console.log(answer.status, Object.fromEntries(answer.headers), await answer.text())`
}

function python({ method, url, headers, body, isForm }: RequestTemplate): string {
  const usesEnvironment = [url, ...headers.map(([, value]) => value)].some((template) =>
    template.some((part) => typeof part !== 'string'),
  )
  const lines = [
    `"${method}"`,
    textOf(PYTHON, url),
    ...(headers.length === 0 ? [] : [`headers=${literal(PYTHON, membersOf(headers), 1)}`]),
    ...(body === undefined ? [] : [`${isForm ? 'data' : 'json'}=${literal(PYTHON, body, 1)}`]),
  ]
  const needsOs = usesEnvironment || lines.some((line) => line.includes('os.environ'))
  return `import ${needsOs ? 'os, ' : ''}requests

answer = requests.request(
${lines.map((line) => `    ${line.replaceAll('\n  ', '\n    ').replaceAll('\n}', '\n    }')},\n`).join('')})
print(answer.status_code, dict(answer.headers), answer.text)`
}
