/** Shapes of the native API, `/api/v1`. Times are ISO 8601 in UTC; counts are whole numbers. */

/** Who is signed in, and until when. */
export interface Session {
  readonly user: User
  /** Sent back in the header `X-CSRF-Token` with every request that changes something. */
  readonly csrfToken: string
  readonly expiresAt: string
  /** Until when Show, Copy and Reset ask for nothing more; null when a proof is needed now. */
  readonly confirmedUntil: string | null
  /** The user may list and manage other users. */
  readonly managesUsers: boolean
  /** What a proof of presence asks for: the strongest that the user has set up. */
  readonly confirmBy: 'password' | 'totp' | 'passkey'
}

export interface User {
  readonly id: string
  readonly name: string
  /** Decimal account number; the same as tenant and project. */
  readonly accountId: string
  readonly email: string | null
  readonly enabled: boolean
  readonly roles: readonly string[]
  /** The region that catalogs name first. */
  readonly defaultRegion: string | null
  /** Signing in takes more than the password. */
  readonly secondFactor: boolean
  readonly createdAt: string
  readonly passwordChangedAt: string | null
}

/** The account key without its value. */
export interface ApiKey {
  readonly id: string
  readonly userId: string
  /** The last four characters. */
  readonly lastFour: string
  readonly createdAt: string
  readonly lastUse: KeyUse | null
  /** The value was shown when the key was made, and cannot be shown again. */
  readonly shownOnce: boolean
  /** The account, or the whole installation, lets no key be shown a second time. */
  readonly showOnceRequired: boolean
  /** The key it replaced, while that one still works. */
  readonly overlap: Overlap | null
}

export interface KeyUse {
  readonly at: string
  /** Client product and version, such as `python-requests/2.31`. */
  readonly client: string
  readonly address: string
  readonly dialect: string
}

export interface Overlap {
  readonly keyId: string
  readonly lastFour: string
  readonly endsAt: string
}

/** An account key together with its value. Only answers to reveal, create and reset carry it. */
export interface RevealedKey extends ApiKey {
  readonly apiKey: string
  readonly username: string
}

/** Somebody who uses a key: one client product at one address in one dialect. */
export interface Caller {
  readonly client: string
  readonly address: string
  readonly dialect: string
  readonly calls: number
  readonly firstUse: string
  readonly lastUse: string
}

/** A program: what it calls itself and where it calls from, in whatever dialects. */
export interface Application {
  readonly client: string
  readonly address: string
  readonly dialects: readonly string[]
}

export interface AffectedApplication extends Application {
  /** With the current key, and with the old key of a running overlap. */
  readonly calls: number
  readonly firstUse: string
  readonly lastUse: string
  /** It goes on with the old key of a running overlap, which any reset ends at once, whatever overlap that has. */
  readonly stopsAtOnce: boolean
}

/** What a reset would disconnect. */
export interface Impact {
  readonly windowDays: number
  /** Use before this moment was not recorded. */
  readonly recordedSince: string
  readonly callers: readonly AffectedApplication[]
  /** Applications seen in the last 24 hours; a reset without overlap stops these. */
  readonly activeCallers: number
  /** Those among them that stop at once, whatever overlap the reset has. */
  readonly activeOnOldKey: number
}

export interface CreateKeyRequest {
  /** The key is in this answer and can never be shown again; without it, as the account says. */
  readonly showOnce?: boolean
}

export interface ResetRequest {
  /** Seconds the old key goes on working; 0 ends it at once. At most 30 days. */
  readonly overlapSeconds?: number
  /** Kept in the audit log. At most 200 characters. */
  readonly note?: string
  /** The new key is in this answer and can never be shown again; without it, as the account says. */
  readonly showOnce?: boolean
}

/**
 * `moved`: seen with the new key. `old-key`: still uses the old one, which works.
 * `failing`: presents a key that no longer works. `silent`: not seen since the reset.
 */
/** `new`: only ever seen with the current key, so that it had nothing to come back from. */
export type ReconnectState = 'moved' | 'old-key' | 'failing' | 'silent' | 'new'

export interface ReconnectingCaller extends Application {
  readonly state: ReconnectState
  /** Since the reset, refused ones included; null where calls before and after it were counted together. */
  readonly calls: number | null
  readonly lastUse: string
}

export interface Reconnect {
  readonly resetAt: string | null
  readonly callers: readonly ReconnectingCaller[]
}

export type UsageWindow = '24h' | '7d' | '30d'
export type Outcome = 'valid' | 'expired' | 'disabled'

/** Calls of one outcome in one step of the window. */
export interface UsagePoint {
  readonly at: string
  readonly outcome: Outcome
  readonly calls: number
}

export interface Usage {
  readonly window: UsageWindow
  readonly from: string
  readonly to: string
  /** An hour for 24h and 7d, a day for 30d. */
  readonly stepSeconds: number
  readonly recordedSince: string
  readonly points: readonly UsagePoint[]
  readonly byDialect: readonly DialectUsage[]
  readonly byCaller: readonly Caller[]
  /** Most calls first, like `byKey`. */
  readonly byUser: readonly UserUsage[]
  readonly byKey: readonly KeyUsage[]
}

export interface UserUsage {
  readonly userId: string
  readonly username: string
  readonly calls: number
  readonly lastUse: string
}

export interface KeyUsage extends UserUsage {
  readonly keyId: string
  /** Null for a key that ended so long ago that it is forgotten. */
  readonly lastFour: string | null
  /** False for a key that was replaced. */
  readonly current: boolean
  /** The name of an application credential that was used in place of a key. */
  readonly applicationCredential: string | null
}

export interface DialectUsage {
  readonly dialect: string
  readonly calls: number
}

/** How the own account is set. */
export interface AccountSettings {
  readonly accountId: string
  readonly name: string
  /** Tokens got with a key go on after its reset. */
  readonly resetKeepsTokens: boolean
  /** The credential calls of Identity v2.0 may show and reset keys. */
  readonly apiReveal: boolean
  /** New keys are shown when they are made, and never again. */
  readonly showOnce: boolean
  /** The installation wants that of every account. */
  readonly showOnceRequired: boolean
  /** Keys that can be shown now; `showOnce` would forget so many copies for good. */
  readonly copies: number
  /** How long a proof of presence lasts: 0 to 60 minutes. */
  readonly stepUpMinutes: number
}

/** What is left out stays as it is. */
export interface AccountSettingsChange {
  readonly name?: string
  readonly resetKeepsTokens?: boolean
  readonly apiReveal?: boolean
  readonly showOnce?: boolean
  readonly stepUpMinutes?: number
}

export type LimitName =
  | 'overlap'
  | 'step_up'
  | 'session_idle'
  | 'session_lifetime'
  | 'token_lifetime'
  | 'callers_per_key'
  | 'calls_kept'
  | 'failures_per_source'
  | 'failures_per_source_rate'
  | 'password_failures'
  | 'password_delay'

export interface Limit {
  readonly name: LimitName
  readonly unit: 'seconds' | 'callers' | 'failures' | 'failures per minute'
  readonly limit: number
  /** Null where nothing is counted. */
  readonly used: number | null
}

export interface Limits {
  readonly items: readonly Limit[]
}

/** What was done: one entry of the audit log. */
export interface AuditEntry {
  /** The account's number, or `system`. */
  readonly chain: string
  readonly number: number
  readonly at: string
  readonly actor: AuditActor
  /** Such as `key.reset`. */
  readonly action: string
  readonly target: AuditTarget
  readonly outcome: AuditOutcome
  readonly source: AuditSource
  /** Facts about the act, without secrets. */
  readonly details: { readonly [name: string]: string | number | boolean | null }
  readonly previousHash: string
  readonly hash: string
}

export type AuditOutcome = 'done' | 'refused'

export interface AuditActor {
  readonly kind: 'user' | 'system' | 'unknown'
  /** As the log has it. */
  readonly text: string
  readonly id: string | null
  /** Of a user who still exists, or of a part of the system. */
  readonly name: string | null
  /** The key that was used; null for a panel session and the system. */
  readonly keyId: string | null
  /** What was used, or what the token was got with; null for a panel session and the system. */
  readonly credential: {
    readonly kind: 'key' | 'password' | 'application-credential'
    readonly id: string
  } | null
}

export interface AuditTarget {
  /** `user`, `account`, `service`, … */
  readonly kind: string
  /** As the log has it. */
  readonly text: string
  /** Of a user who still exists. */
  readonly name: string | null
}

export interface AuditSource {
  /** The API, `panel`, or `local` for the command line and the server itself. */
  readonly dialect: string
  readonly address: string | null
  readonly requestId: string | null
}

/** Newest first. */
export interface AuditPage {
  readonly items: readonly AuditEntry[]
  /** The `cursor` of the next page, which may be there although this one is not full; null at the end. */
  readonly next: string | null
}

/** What to look for; what is left out is not asked. */
export interface AuditFilter {
  /** For operators: an account number, or `system`. The own account without it. */
  readonly chain?: string
  /** From this moment on, ISO 8601. */
  readonly from?: string
  /** Before this moment, ISO 8601. */
  readonly to?: string
  /** `user:ID`, whichever key was used, or a part of the system. */
  readonly actor?: string
  /** Such as `key.reset`. */
  readonly action?: string
  /** Such as `user:ID`. */
  readonly target?: string
  readonly outcome?: AuditOutcome
  /** Anywhere in the entry, in any case. */
  readonly text?: string
}

/** An entry of the service catalog. */
export interface Endpoint {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly region: string | null
  readonly publicUrl: string
}

/** What a token got with an application credential tells of it. */
export interface ApplicationCredential {
  readonly id: string
  readonly name: string
  readonly restricted: boolean
  /** Null: good for any request. Else let nothing through but what one of them allows. */
  readonly accessRules: readonly AccessRule[] | null
}

export interface AccessRule {
  /** The type of a service in the catalog. */
  readonly service: string
  readonly method: string
  /** `*` and `{name}` stand for one segment, `**` for any depth. */
  readonly path: string
}

/** The answer to `GET /api/v1/verify`. */
export interface Verification {
  readonly kind: 'key' | 'token'
  readonly userId: string
  readonly username: string
  readonly accountId: string
  readonly roles: readonly string[]
  /** What the credential is limited to; empty for an account key and what is got with it. */
  readonly scopes: readonly string[]
  readonly keyId: string | null
  readonly expiresAt: string | null
  /** Only of a token got with one. */
  readonly applicationCredential?: ApplicationCredential
}

/** One of the answers to `POST /api/v1/verify`. */
export type VerifyResult = ({ readonly valid: true } & Verification) | { readonly valid: false }

export interface VerifyResults {
  /** One for each credential, in their order. */
  readonly results: readonly VerifyResult[]
}

/** RFC 9457. `code` is stable, `field` names the member at fault. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly field?: string
  readonly requestId: string
}

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
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly summary: string
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
