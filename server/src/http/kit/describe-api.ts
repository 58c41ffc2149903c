import type { ApiDescription, Json, OpenApi, Operation } from './api-description.ts'
import { rightsOf, wordsFor } from './rights.ts'
import { schemaOf } from './schema-of-example.ts'

/** What OpenAPI calls a security scheme. */
type Scheme = Readonly<Record<string, string>>

/** How a dialect refuses. */
export interface Refusals {
  /** The media type of a refusal's body; null for none. */
  readonly type: string | null
  /** Every status it may refuse with, and when. */
  readonly meanings: Readonly<Record<number, string>>
  readonly example: (status: number) => Json
  /** Statuses that any operation may answer. */
  readonly always: readonly number[]
  /** Besides those, where the caller must prove who it is. */
  readonly signedIn: readonly number[]
  /** Besides those, where the address names something. */
  readonly named: readonly number[]
}

/** A dialect as it describes itself: everything but the OpenAPI document, which is made from it. */
export interface Dialect extends Omit<ApiDescription, 'openApi'> {
  readonly schemes: Readonly<Record<string, Scheme>>
  /** The schemes of an operation that needs a login. Several are alternatives, unless `schemesTogether`. */
  readonly security: readonly string[]
  readonly schemesTogether?: boolean
  /** What each parameter of a path, and each header of a request, means, by its name. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly refusals: Refusals
  readonly operations: readonly Operation[]
}

type Part = { readonly [name: string]: unknown }

/** Keeps the document, which is the same until the process ends. */
export function describeApi(dialect: Dialect): ApiDescription {
  let known: { readonly publicUrl: string; readonly document: OpenApi } | undefined
  const { id, title, version, status, summary, signIn, basePath, firstCall } = dialect
  return {
    ...{ id, title, version, status, summary, signIn, basePath, firstCall },
    openApi: (publicUrl) => {
      if (known?.publicUrl !== publicUrl) known = { publicUrl, document: documentOf(dialect, publicUrl) }
      return known.document
    },
  }
}

function documentOf(dialect: Dialect, publicUrl: string): OpenApi {
  const paths: Record<string, Record<string, Part>> = {}
  for (const operation of dialect.operations) {
    const path = `${dialect.basePath}${operation.path}`.replace(/\/:(\w+)/g, '/{$1}')
    const method = operation.method.toLowerCase()
    if (paths[path]?.[method]) throw new TypeError(`${operation.method} ${path} is described twice`)
    paths[path] = { ...paths[path], [method]: operationOf(dialect, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Keyward ${dialect.title}`,
      version: dialect.version,
      description: `${dialect.summary} ${dialect.signIn}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(dialect.operations.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: dialect.schemes },
    'x-rights': wordsFor(dialect.operations.map(({ needs }) => needs)),
  }
}

function operationOf(dialect: Dialect, operation: Operation): Part {
  const { id, summary, group, body, bodyType } = operation
  return {
    operationId: id,
    summary,
    ...rightsOf(operation.needs),
    tags: [group],
    security: securityOf(dialect, operation),
    parameters: parametersOf(dialect, operation),
    ...(body !== undefined && { requestBody: { required: true, content: exampleOf(body, bodyType) } }),
    responses: responsesOf(dialect, operation),
  }
}

/** None where nobody needs to log in. */
function schemesFor({ security }: Dialect, { needs }: Operation): readonly string[] {
  return needs.includes('none') ? [] : security
}

function securityOf(dialect: Dialect, operation: Operation): readonly Part[] {
  const names = schemesFor(dialect, operation)
  if (dialect.schemesTogether && names.length > 0)
    return [Object.fromEntries(names.map((name) => [name, []]))]
  return names.map((name) => ({ [name]: [] }))
}

const TEXT = { type: 'string' }

function parametersOf(
  { parameters = {} }: Dialect,
  { path, params = {}, query = {}, headers = {} }: Operation,
): readonly Part[] {
  const meaningOf = (name: string) => {
    const description = parameters[name]
    if (description === undefined) throw new TypeError(`${name} has no meaning in this dialect`)
    return description
  }
  const inPath = [...path.matchAll(/\/:(\w+)/g)].map(([, name = '']) => {
    const example = params[name]
    const said = { description: meaningOf(name), ...(example !== undefined && { example }) }
    return { name, in: 'path', required: true, schema: TEXT, ...said }
  })
  const inQuery = Object.entries(query).map(([name, description]) => {
    return { name, in: 'query', required: false, description, schema: TEXT }
  })
  const inHeader = Object.entries(headers).map(([name, example]) => {
    return { name, in: 'header', required: true, description: meaningOf(name), schema: TEXT, example }
  })
  return [...inPath, ...inQuery, ...inHeader]
}

function responsesOf(dialect: Dialect, operation: Operation): Part {
  const { success, summary, answer, answerHeaders = {} } = operation
  const headers = Object.fromEntries(
    Object.entries(answerHeaders).map(([name, description]) => [name, { description, schema: TEXT }]),
  )
  const content = answer === undefined ? {} : { content: exampleOf(answer) }
  const refused = refusalsOf(dialect, operation).map((status) => [status, refusal(dialect.refusals, status)])
  const done = { [success]: { description: summary, headers, ...content } }
  // What nobody may has no success.
  return { ...(!operation.needs.includes('nobody') && done), ...Object.fromEntries(refused) }
}

function refusalsOf(dialect: Dialect, operation: Operation): readonly number[] {
  const { always, signedIn, named } = dialect.refusals
  const needsCaller = schemesFor(dialect, operation).length > 0
  const statuses = [
    ...always,
    ...(needsCaller ? signedIn : []),
    ...(operation.path.includes('/:') ? named : []),
    ...(operation.refusals ?? []),
  ]
  return [...new Set(statuses)].sort((a, b) => a - b)
}

function refusal({ type, meanings, example }: Refusals, status: number): Part {
  const description = meanings[status]
  if (description === undefined) throw new TypeError(`${status} has no meaning in this dialect`)
  if (type === null) return { description }
  const value = example(status)
  return { description, content: { [type]: { schema: schemaOf(value), example: value } } }
}

function exampleOf(example: Json, type = 'application/json'): Part {
  return { [type]: { schema: schemaOf(example), example } }
}
