import type { Needed } from './rights.ts'

/** A value as JSON holds it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

type JsonObject = { readonly [name: string]: unknown }

/** An OpenAPI 3.1 document. */
export interface OpenApi extends JsonObject {
  readonly openapi: string
  readonly paths: Readonly<Record<string, JsonObject>>
}

/** One of the APIs of this server, as the list of them tells it. */
export interface ApiDescription {
  /** The dialect's name, `identity-v2.0`. */
  readonly id: string
  readonly title: string
  readonly version: string
  /** `legacy` for what is there for programs of old: new ones take another. */
  readonly status: 'current' | 'legacy'
  /** What it is for, in a sentence. */
  readonly summary: string
  /** How a caller proves who it is, in a sentence. */
  readonly signIn: string
  /** `/v2.0`, say. */
  readonly basePath: string
  /** The operation to try first. */
  readonly firstCall: string
  /** @param publicUrl how clients reach this server */
  readonly openApi: (publicUrl: string) => OpenApi
}

export type OperationMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE'

/**
 * One operation of a dialect. In examples a text that begins with `$` stands for what a caller has in its environment:
 * `$KEYWARD_KEY`, `$KEYWARD_TOKEN`, `$KEYWARD_PASSWORD`, `$KEYWARD_USERNAME`.
 */
export interface Operation {
  readonly method: OperationMethod
  /** As it is mounted, below the prefix, parameters as `:name`; empty for the prefix itself. */
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly group: string
  readonly needs: Needed
  /** Example values of parameters in the path; without one it is for the reader to fill in. */
  readonly params?: Readonly<Record<string, string>>
  /** What each parameter does. */
  readonly query?: Readonly<Record<string, string>>
  /** Header names with an example of their value. */
  readonly headers?: Readonly<Record<string, string>>
  /** An example of what to send. */
  readonly body?: Json
  /** Media type of what is sent; JSON when left out. */
  readonly bodyType?: string
  readonly success: number
  /** An example of what comes back. */
  readonly answer?: Json
  /** Headers that come back, and what they hold. */
  readonly answerHeaders?: Readonly<Record<string, string>>
  /** Refusals besides those that every operation of its kind has. */
  readonly refusals?: readonly number[]
}

type Rest = Omit<Operation, 'method' | 'path' | 'id' | 'needs' | 'summary' | 'group' | 'success'>

/** Method and path in one text, as people write it: `GET /users/:userId`. */
type Address = `${OperationMethod} ${'' | `/${string}`}`

/** One operation: its address, its name, who may, what it does and what differs from a plain question. */
export type Row = readonly [
  address: Address,
  id: string,
  needs: Needed,
  summary: string,
  more?: Rest & { readonly success?: number },
]

/** Operations that belong together. Without `success` it is 200 where something comes back, else 204. */
export function operations(group: string, rows: readonly Row[]): readonly Operation[] {
  return rows.map(([address, id, needs, summary, more = {}]) => {
    const [method, path] = splitAddress(address)
    const success = more.success ?? (more.answer === undefined ? 204 : 200)
    return { ...more, method, path, id, needs, summary, group, success }
  })
}

export const OPERATION_METHODS: readonly OperationMethod[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
]

function splitAddress(address: Address): readonly [OperationMethod, string] {
  const spaceAt = address.indexOf(' ')
  const method = OPERATION_METHODS.find((one) => one === address.slice(0, spaceAt))
  if (!method) throw new TypeError(`no method in ${address}`)
  return [method, address.slice(spaceAt + 1)]
}
