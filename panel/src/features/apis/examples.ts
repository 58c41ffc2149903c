import type { RequestTemplate } from './request.ts'
import { isTemplate, type JsonTemplate, merged, type Template, written } from './template.ts'

/** As the snippets of the panel are; this file is also read where there are no pages. */
interface Snippet {
  readonly label: string
  readonly code: string
}

/** The request in three languages, each to be run as it stands with the variables in the environment. */
export function examplesOf(request: RequestTemplate): readonly Snippet[] {
  return [
    { label: 'curl', code: curl(request) },
    { label: 'TypeScript', code: typeScript(request) },
    { label: 'Python', code: python(request) },
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

interface Language {
  /** A text in quotes, with variables in it. */
  readonly text: (template: Template) => string
  readonly variable: (name: string) => string
  readonly name: (name: string) => string
  readonly words: Readonly<Record<'null' | 'true' | 'false', string>>
}

const TYPESCRIPT: Language = {
  text: (template) => {
    const plain = (text: string) => text.replace(/[\\`$]/g, '\\$&')
    return `\`${written(template, plain, (name) => `\${process.env.${name}}`)}\``
  },
  variable: (name) => `process.env.${name}`,
  name: (name) => (/^[a-z]\w*$/i.test(name) ? name : `'${name}'`),
  words: { null: 'null', true: 'true', false: 'false' },
}

const PYTHON: Language = {
  text: (template) => {
    const plain = (text: string) => text.replace(/[{}]/g, '$&$&').replace(/[\\"]/g, '\\$&')
    return `f"${written(template, plain, (name) => `{os.environ['${name}']}`)}"`
  },
  variable: (name) => `os.environ["${name}"]`,
  name: (name) => JSON.stringify(name),
  words: { null: 'None', true: 'True', false: 'False' },
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

function membersOf(headers: RequestTemplate['headers']): JsonTemplate {
  return { members: headers }
}

/** A value as the language writes it, the lines after the first indented by two spaces for each level. */
function literal(language: Language, value: JsonTemplate, level: number): string {
  if (typeof value === 'number') return String(value)
  if (value === null || typeof value === 'boolean') {
    return language.words[value === null ? 'null' : value ? 'true' : 'false']
  }
  if (isTemplate(value)) return textOf(language, value)
  const [open, close] = 'list' in value ? ['[', ']'] : ['{', '}']
  const items =
    'list' in value
      ? value.list.map((item) => literal(language, item, level + 1))
      : value.members.map(
          ([name, member]) => `${language.name(name)}: ${literal(language, member, level + 1)}`,
        )
  if (items.length === 0) return `${open}${close}`
  const indent = '  '.repeat(level)
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close}`
}

/** As short as it can be: a text without variables, a variable alone, or both in one. */
function textOf(language: Language, pieces: Template): string {
  const template = merged(pieces)
  const [first] = template
  if (template.length === 1 && first !== undefined) {
    if (typeof first !== 'string') return language.variable(first.variable)
    return language === PYTHON ? JSON.stringify(first) : quoted(first)
  }
  return template.length === 0 ? `''` : language.text(template)
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`
}
