/** A piece of a request that is not there yet: the caller has it in its environment under this name. */
export interface Variable {
  readonly variable: string
}

/** Text with variables in it. */
export type Template = readonly (string | Variable)[]

const VARIABLE = /^\$([A-Z][A-Z0-9_]*)$/

/** `$NAME` alone is a variable, everything else is itself. */
export function templateOf(text: string): Template {
  const name = VARIABLE.exec(text)?.[1]
  return [name === undefined ? text : { variable: name }]
}

/** The name in an environment of what a parameter is called: `userId` gives `USER_ID`. */
export function variableFor(parameter: string): Variable {
  return {
    variable: parameter
      .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
      .replace(/\W+/g, '_')
      .toUpperCase(),
  }
}

export function joined(...parts: readonly Template[]): Template {
  return parts.flat()
}

/** The same with no two texts side by side. */
export function merged(template: Template): Template {
  const done: (string | Variable)[] = []
  for (const part of template) {
    const last = done.at(-1)
    if (typeof last === 'string' && typeof part === 'string') done.splice(-1, 1, last + part)
    else done.push(part)
  }
  return done
}

export function variablesIn(template: Template): readonly string[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : part.variable))
}

/** The text with each piece written as `write` says. */
export function written(
  template: Template,
  text: (text: string) => string,
  variable: (name: string) => string,
): string {
  return template.map((part) => (typeof part === 'string' ? text(part) : variable(part.variable))).join('')
}

/** The text once the variables are known; those that are not stay as `$NAME`. */
export function filled(template: Template, values: Readonly<Record<string, string>>): string {
  return written(
    template,
    (text) => text,
    (name) => values[name] ?? `$${name}`,
  )
}

/** A value of JSON, in which a text may be a variable. */
export type JsonTemplate =
  | null
  | boolean
  | number
  | Template
  | { readonly list: readonly JsonTemplate[] }
  | { readonly members: readonly (readonly [name: string, value: JsonTemplate])[] }

export function jsonTemplateOf(value: unknown): JsonTemplate {
  if (typeof value === 'string') return templateOf(value)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return { list: value.map(jsonTemplateOf) }
  if (typeof value !== 'object' || value === null) return null
  return { members: Object.entries(value).map(([name, member]) => [name, jsonTemplateOf(member)] as const) }
}

export function isTemplate(value: JsonTemplate): value is Template {
  return Array.isArray(value)
}

export function variablesInJson(value: JsonTemplate): readonly string[] {
  if (value === null || typeof value !== 'object') return []
  if (isTemplate(value)) return variablesIn(value)
  if ('list' in value) return value.list.flatMap(variablesInJson)
  return value.members.flatMap(([, member]) => variablesInJson(member))
}

/** The value once the variables are known. */
export function filledJson(value: JsonTemplate, values: Readonly<Record<string, string>>): unknown {
  if (value === null || typeof value !== 'object') return value
  if (isTemplate(value)) return filled(value, values)
  if ('list' in value) return value.list.map((item) => filledJson(item, values))
  return Object.fromEntries(value.members.map(([name, member]) => [name, filledJson(member, values)]))
}
