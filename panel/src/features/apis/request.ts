import type { OpenApiParameter, OpenApiSecurityScheme } from '@keyward/sdk'
import type { Operation } from './operations.ts'
import {
  type JsonTemplate,
  joined,
  jsonTemplateOf,
  type Template,
  templateOf,
  variableFor,
  variablesIn,
  variablesInJson,
} from './template.ts'

/** A request as a program would send it, with variables where it fills in what it has. */
export interface RequestTemplate {
  readonly method: string
  readonly url: Template
  readonly headers: readonly (readonly [name: string, value: Template])[]
  /** Undefined for none. */
  readonly body: JsonTemplate | undefined
  /** Then the body is an object of texts. */
  readonly isForm: boolean
}

/** What the reader filled in. */
export interface Filled {
  /** By the parameter's name; an empty one counts as not filled in. */
  readonly parameters: Readonly<Record<string, string>>
  /** Undefined for none. */
  readonly body: unknown
}

/** The request of an operation; without proof of who asks where a session gives it. */
export function requestOf(operation: Operation, filled: Filled, withProof = true): RequestTemplate {
  const { method, url, parameters, proofs, isForm } = operation
  const given = (parameter: OpenApiParameter) => filled.parameters[parameter.name] ?? ''
  const inHeader = parameters.filter(({ in: place }) => place === 'header')
  const mediaType = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  const type: [string, Template] = ['Content-Type', [mediaType]]
  return {
    method,
    isForm,
    url: joined(pathOf(url, filled.parameters), queryOf(parameters, filled.parameters)),
    headers: [
      ...(withProof ? proofs.map(proofHeader) : []),
      ...(filled.body === undefined ? [] : [type]),
      ...inHeader
        .filter((parameter) => parameter.required || given(parameter) !== '')
        .map((parameter) => [parameter.name, givenOr(given(parameter), parameter.name)] as const),
    ],
    body: filled.body === undefined ? undefined : jsonTemplateOf(filled.body),
  }
}

/** What to have in the environment, each once. */
export function variablesOf({ url, headers, body }: RequestTemplate): readonly string[] {
  const inHeaders = headers.flatMap(([, value]) => variablesIn(value))
  const inBody = body === undefined ? [] : variablesInJson(body)
  return [...new Set([...variablesIn(url), ...inHeaders, ...inBody])]
}

function pathOf(url: string, values: Filled['parameters']): Template {
  return url.split(/(\{\w+\})/).flatMap((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined) return part === '' ? [] : [part]
    return givenOr(values[name] ?? '', name).map((piece) =>
      typeof piece === 'string' ? encodeURIComponent(piece) : piece,
    )
  })
}

function queryOf(parameters: readonly OpenApiParameter[], values: Filled['parameters']): Template {
  const given = parameters.filter(({ in: place, name }) => place === 'query' && values[name])
  if (given.length === 0) return []
  const query = new URLSearchParams(given.map(({ name }): [string, string] => [name, values[name] ?? '']))
  return [`?${query}`]
}

function givenOr(given: string, parameter: string): Template {
  return given === '' ? [variableFor(parameter)] : templateOf(given)
}

/** Headers that carry something else than the token. */
const PROOFS: Readonly<Record<string, string>> = {
  'X-Auth-User': 'KEYWARD_USERNAME',
  'X-Auth-Key': 'KEYWARD_KEY',
  'X-Api-Signature': 'KEYWARD_SIGNATURE',
}

function proofHeader({ type, name = '' }: OpenApiSecurityScheme): readonly [string, Template] {
  if (type === 'http') return ['Authorization', ['Bearer ', { variable: 'KEYWARD_KEY' }]]
  return [name, [{ variable: PROOFS[name] ?? 'KEYWARD_TOKEN' }]]
}
