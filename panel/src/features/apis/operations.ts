import type {
  JsonSchema,
  OpenApiContent,
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiSecurityScheme,
} from '@keyward/sdk'
import { exampleOf } from './exampleOf.ts'
import { type Member, membersOf } from './members.ts'
import { plainText } from './plainText.ts'

/** What somebody must be to be let do something. */
export interface Right {
  /** As addresses of pages have it. */
  readonly name: string
  readonly title: string
  readonly description: string
}

export interface Answer {
  readonly status: string
  readonly description: string
  readonly headers: readonly (readonly [name: string, meaning: string])[]
  /** What comes back, as an example; undefined for nothing. */
  readonly example: unknown
}

/** One operation of an API, as the pages show it. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** Address, parameters in braces. */
  readonly url: string
  /** The same without the server's name. */
  readonly path: string
  readonly summary: string
  readonly group: string
  /** How a program proves who it is; empty when nobody needs to. */
  readonly proofs: readonly OpenApiSecurityScheme[]
  /** Who may: any one of these is enough. */
  readonly rights: readonly Right[]
  /** A panel session will do. */
  readonly takesSession: boolean
  readonly parameters: readonly OpenApiParameter[]
  /** An example of what to send; undefined for nothing. */
  readonly body: unknown
  /** What the body holds. */
  readonly members: readonly Member[]
  /** The body is sent as HTML forms are, not as JSON. */
  readonly isForm: boolean
  readonly answers: readonly Answer[]
}

/** Every operation of a description, in its order. */
export function operationsOf(document: OpenApiDocument): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(document, path, method, operation)),
  )
}

function operationOf(
  document: OpenApiDocument,
  path: string,
  method: string,
  operation: OpenApiOperation,
): Operation {
  const { operationId: id, summary, parameters, requestBody, tags, security } = operation
  const url = `${document.servers[0]?.url ?? ''}${path}`
  const schemes = document.components.securitySchemes
  const alternatives = security.map((together) =>
    Object.keys(together).flatMap((name) => schemes[name] ?? []),
  )
  const forPrograms = alternatives.filter((proofs) => !proofs.some(isCookie))
  return {
    ...{ id, parameters, url },
    summary: plainText(summary),
    method: method.toUpperCase(),
    path: url.replace(/^\w+:\/\/[^/]*/, ''),
    group: tags[0] ?? '',
    proofs: forPrograms[0] ?? [],
    rights: rightsOf(document).filter(({ name }) => operation['x-rights'].includes(name)),
    takesSession: forPrograms.length < alternatives.length,
    body: requestBody && exampleIn(document, requestBody.content),
    members: requestBody ? membersIn(document, requestBody.content) : [],
    isForm: requestBody?.content['application/x-www-form-urlencoded'] !== undefined,
    answers: answersOf(document, operation),
  }
}

/** Every right that operations of a description name, those that take least first. */
export function rightsOf(document: OpenApiDocument): readonly Right[] {
  return Object.entries(document['x-rights']).map(([name, words]) => ({ name, ...words }))
}

function isCookie({ in: place }: OpenApiSecurityScheme): boolean {
  return place === 'cookie'
}

/** Only the panel itself may do it: there is no credential for programs. */
export function isForPanelOnly({ takesSession, proofs }: Operation): boolean {
  return takesSession && proofs.length === 0
}

/** Changes nothing on the server; a login, which needs no proof beforehand, counts as reading. */
export function isReading({ method, proofs, takesSession }: Operation): boolean {
  return ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method) || (proofs.length === 0 && !takesSession)
}

function answersOf(document: OpenApiDocument, { responses }: OpenApiOperation): readonly Answer[] {
  return Object.entries(responses).map(([status, { description, headers = {}, content }]) => ({
    status,
    description,
    headers: Object.entries(headers).map(([name, header]) => [name, header.description] as const),
    example: content && exampleIn(document, content),
  }))
}

function exampleIn({ components }: OpenApiDocument, content: OpenApiContent): unknown {
  const [media] = Object.values(content)
  if (!media) return undefined
  const schemas: Readonly<Record<string, JsonSchema>> = components.schemas ?? {}
  return media.example ?? exampleOf(media.schema, schemas)
}

function membersIn({ components }: OpenApiDocument, content: OpenApiContent): readonly Member[] {
  const [media] = Object.values(content)
  return media ? membersOf(media.schema, components.schemas ?? {}) : []
}

/** Operations in which every word of the search is found, and for which the right is enough; any for an empty one. */
export function matching(operations: readonly Operation[], search: string, right = ''): readonly Operation[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return operations.filter(({ id, method, path, summary, group, rights }) => {
    if (right !== '' && rights.every(({ name }) => name !== right)) return false
    const text = `${id} ${method} ${path} ${summary} ${group}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** In groups, each in its order. */
export function grouped(
  operations: readonly Operation[],
): readonly (readonly [group: string, operations: readonly Operation[]])[] {
  return [...Map.groupBy(operations, ({ group }) => group)]
}
