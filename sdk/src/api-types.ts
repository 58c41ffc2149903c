/** One of the APIs of a server. */
export interface Api {
  /** `identity-v2.0` */
  readonly id: string
  readonly title: string
  readonly version: string
  /** `legacy`: for programs of old. */
  readonly status: 'current' | 'legacy'
  readonly summary: string
  /** How a caller proves who it is, in a sentence. */
  readonly signIn: string
  readonly basePath: string
  readonly baseUrl: string
  /** Id of the operation to try first. */
  readonly firstCall: string
  readonly documentationUrl: string
  readonly openApiUrl: string
}

/** A JSON Schema, as far as one is looked at. */
export type JsonSchema = { readonly [name: string]: unknown }

/** The parts of an OpenAPI 3.1 document that the server writes. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly servers: readonly { readonly url: string }[]
  /** By path, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: {
    readonly schemas?: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Readonly<Record<string, OpenApiSecurityScheme>>
  }
  /** The rights that operations name, in words. */
  readonly 'x-rights': Readonly<Record<string, { readonly title: string; readonly description: string }>>
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly summary: string
  /** Who may: any one of these rights is enough. */
  readonly 'x-rights': readonly string[]
  readonly tags: readonly string[]
  /** Alternatives; the schemes of one belong together. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly OpenApiParameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: OpenApiContent }
  readonly responses: Readonly<Record<string, OpenApiResponse>>
}

export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
  readonly example?: unknown
}

/** By media type. */
export type OpenApiContent = Readonly<
  Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>
>

export interface OpenApiResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string }>>
  readonly content?: OpenApiContent
}

export interface OpenApiSecurityScheme {
  readonly type: 'apiKey' | 'http'
  readonly in?: string
  readonly name?: string
  readonly scheme?: string
  readonly description?: string
}
