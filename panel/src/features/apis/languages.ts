import type { RequestTemplate } from './request.ts'
import { isTemplate, type JsonTemplate, merged, type Template, written } from './template.ts'

/** How a language writes values. */
interface Language {
  /** A text in quotes. */
  readonly plain: (text: string) => string
  /** The same with variables in it. */
  readonly text: (template: Template) => string
  readonly variable: (name: string) => string
  readonly name: (name: string) => string
  /** What stands between a name and its value. */
  readonly pair: string
  readonly object: readonly [string, string]
  readonly empty: string
  readonly words: Readonly<Record<'null' | 'true' | 'false', string>>
}

const BRACES = { pair: ': ', object: ['{', '}'], empty: '{}' } as const
const JSON_WORDS = { null: 'null', true: 'true', false: 'false' }

export const TYPESCRIPT: Language = {
  plain: (text) => `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`,
  text: (template) => {
    const plain = (text: string) => text.replace(/[\\`$]/g, '\\$&')
    return `\`${written(template, plain, (name) => `\${process.env.${name}}`)}\``
  },
  variable: (name) => `process.env.${name}`,
  name: (name) => (/^[a-z]\w*$/i.test(name) ? name : `'${name}'`),
  ...BRACES,
  words: JSON_WORDS,
}

export const PYTHON: Language = {
  plain: (text) => JSON.stringify(text),
  text: (template) => {
    const plain = (text: string) => text.replace(/[{}]/g, '$&$&').replace(/[\\"]/g, '\\$&')
    return `f"${written(template, plain, (name) => `{os.environ['${name}']}`)}"`
  },
  variable: (name) => `os.environ["${name}"]`,
  name: (name) => JSON.stringify(name),
  ...BRACES,
  words: { null: 'None', true: 'True', false: 'False' },
}

export const RUBY: Language = {
  plain: (text) => inRuby(JSON.stringify(text)),
  text: (template) => {
    const plain = (text: string) => inRuby(JSON.stringify(text).slice(1, -1))
    return `"${written(template, plain, (name) => `#{ENV["${name}"]}`)}"`
  },
  variable: (name) => `ENV["${name}"]`,
  name: (name) => inRuby(JSON.stringify(name)),
  ...{ pair: ' => ', object: ['{', '}'], empty: '{}' },
  words: { ...JSON_WORDS, null: 'nil' },
}

export const PHP: Language = {
  plain: singleQuoted,
  text: (template) =>
    template
      .map((part) => (typeof part === 'string' ? singleQuoted(part) : `getenv('${part.variable}')`))
      .join(' . '),
  variable: (name) => `getenv('${name}')`,
  name: singleQuoted,
  ...{ pair: ' => ', object: ['[', ']'], empty: 'new stdClass()' },
  words: JSON_WORDS,
}

/** `#{…}` would be run. */
function inRuby(text: string): string {
  return text.replaceAll('#', '\\#')
}

function singleQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

export function membersOf(headers: RequestTemplate['headers']): JsonTemplate {
  return { members: headers }
}

/** A value as the language writes it, the lines after the first indented by two spaces for each level. */
export function literal(language: Language, value: JsonTemplate, level: number): string {
  if (typeof value === 'number') return String(value)
  if (value === null || typeof value === 'boolean') {
    return language.words[value === null ? 'null' : value ? 'true' : 'false']
  }
  if (isTemplate(value)) return textOf(language, value)
  const [open, close] = 'list' in value ? ['[', ']'] : language.object
  const items =
    'list' in value
      ? value.list.map((item) => literal(language, item, level + 1))
      : value.members.map(
          ([name, member]) => `${language.name(name)}${language.pair}${literal(language, member, level + 1)}`,
        )
  if (items.length === 0) return 'list' in value ? '[]' : language.empty
  const indent = '  '.repeat(level)
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close}`
}

/** As short as it can be: a text without variables, a variable alone, or both in one. */
export function textOf(language: Language, pieces: Template): string {
  const template = merged(pieces)
  const [first] = template
  if (template.length === 1 && first !== undefined) {
    if (typeof first !== 'string') return language.variable(first.variable)
    return language.plain(first)
  }
  return template.length === 0 ? `''` : language.text(template)
}
