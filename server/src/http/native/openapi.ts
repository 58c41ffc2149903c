import { z } from 'zod'
import type { OpenApi } from '../kit/api-description.ts'
import * as passkeyAnswers from '../kit/passkey-answer.ts'
import { PROBLEM_TYPE, PROBLEMS, type ProblemCode, problemType } from '../kit/problem.ts'
import { rightsOf, wordsFor } from '../kit/rights.ts'
import * as auditSchemas from './audit-schemas.ts'
import type { Access } from './auth.ts'
import type { NativeRoute } from './route.ts'
import * as administrators from './schemas/administrators.ts'
import * as aliasSchemas from './schemas/aliases.ts'
import * as appPasswords from './schemas/app-passwords.ts'
import * as applicationCredentials from './schemas/application-credentials.ts'
import * as callers from './schemas/callers.ts'
import * as domainMail from './schemas/domain-mail.ts'
import * as groupListSchemas from './schemas/group-lists.ts'
import * as groupSchemas from './schemas/groups.ts'
import * as jobSchemas from './schemas/jobs.ts'
import * as keyPairs from './schemas/key-pairs.ts'
import * as mail from './schemas/mail.ts'
import * as mailSystem from './schemas/mail-system.ts'
import * as passkeys from './schemas/passkeys.ts'
import * as secondFactors from './schemas/second-factors.ts'
import * as spam from './schemas/spam.ts'
import * as support from './schemas/support.ts'
import * as thresholds from './schemas/thresholds.ts'
import * as schemas from './schemas.ts'
import * as serviceSchemas from './service-schemas.ts'
import * as userSchemas from './user-schemas.ts'
import { takesMatch } from './version.ts'

type Json = { readonly [name: string]: unknown }

const CREDENTIAL = [{ bearer: [] }, { authToken: [] }, { basic: [] }]
const SESSION = [{ session: [] }]

const SECURITY: Readonly<Record<Access, readonly Json[]>> = {
  anyone: [],
  credential: CREDENTIAL,
  caller: [...SESSION, ...CREDENTIAL],
  session: SESSION,
}

const SECURITY_SCHEMES = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'kw',
    description:
      'The panel session; `__Host-kw` behind https. Changes need the header X-CSRF-Token and a page of this server.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'An API key or a token' },
  authToken: { type: 'apiKey', in: 'header', name: 'X-Auth-Token', description: 'A token' },
  basic: { type: 'http', scheme: 'basic', description: 'User name and API key' },
}

/** The description of the native API, made from the routes themselves. */
export function openApi(routes: readonly NativeRoute[], publicUrl: string): OpenApi {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyward native API',
      version: '1',
      description: 'Refusals are `application/problem+json` with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: { schemas: namedSchemas(), securitySchemes: SECURITY_SCHEMES },
    'x-rights': wordsFor(routes.map(({ needs }) => needs)),
  }
}

/** Every status that a route may answer with; any other is a fault. */
export function statusesOf(route: NativeRoute): readonly number[] {
  const refused = refusalsOf(route).map((code) => PROBLEMS[code].status)
  return [...new Set<number>([route.success, ...refused])].sort((a, b) => a - b)
}

/** What may be refused: the route's own reasons and those of its kind. */
export function refusalsOf(route: NativeRoute): readonly ProblemCode[] {
  const { access, method, refusals, readsOnly } = route
  const codes: ProblemCode[] = ['invalid', 'not_acceptable', 'headers_too_large', 'internal', ...refusals]
  if (access !== 'anyone') codes.push('two_credentials', 'unauthorized', 'busy')
  // Only guesses are throttled, and a session cookie is too long to be guessed.
  if (access === 'credential' || access === 'caller') codes.push('throttled')
  if (access === 'session') codes.push('forbidden')
  if (method === 'GET') return codes
  if (access !== 'anyone') codes.push('csrf')
  codes.push('unsupported_media_type', 'too_large')
  if (takesMatch(route)) codes.push('changed_meanwhile')
  return readsOnly ? codes : [...codes, 'storage_full', 'outcome_unknown']
}

function operation(route: NativeRoute): Json {
  const body = bodyOf(route)
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...rightsOf(route.needs),
    tags: [groupOf(route)],
    security: SECURITY[route.inPerson ? 'session' : route.access],
    parameters: parametersOf(route),
    ...(body && { requestBody: body }),
    responses: responsesOf(route),
  }
}

/** The first part of the path, or what belongs to a user and is a noun of its own. */
function groupOf({ path }: NativeRoute): string {
  const [first = '', , own = ''] = path.split('/').slice(1)
  const name = first === 'users' && own !== '' ? own : first.replace(/\..*$/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function parametersOf(route: NativeRoute): readonly Json[] {
  const named = (from: z.ZodType, place: string) => {
    const { properties = {}, required = [] } = z.toJSONSchema(from, { io: 'input' })
    return Object.entries(properties).map(([name, property]) => {
      const { description, ...schema } = typeof property === 'object' ? property : {}
      return { name, in: place, required: required.includes(name), description, schema }
    })
  }
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same text within 24 hours gives the same answer and does nothing twice',
    schema: { type: 'string', pattern: '^[!-~]{1,64}$' },
  }
  const ifMatch = {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of what was read: when it is another now, nothing is changed',
    schema: { type: 'string' },
  }
  return [
    ...named(route.params, 'path'),
    ...named(route.query, 'query'),
    ...(route.idempotent ? [idempotencyKey] : []),
    ...(takesMatch(route) ? [ifMatch] : []),
  ]
}

function bodyOf({ body }: NativeRoute): Json | null {
  const schema = body instanceof z.ZodUnion ? body.options.find((option) => idOf(option)) : body
  const id = schema instanceof z.ZodType ? idOf(schema) : undefined
  if (!id) return null
  return { required: schema === body, content: { 'application/json': { schema: reference(id) } } }
}

function responsesOf(route: NativeRoute): Json {
  const content = route.success === 204 ? {} : { content: contentOf(route) }
  const responses: Record<string, Json> = {
    [route.success]: { description: route.summary, headers: REQUEST_ID, ...content },
  }
  for (const status of statusesOf(route)) if (status >= 400) responses[status] = problemOf(route, status)
  return responses
}

function contentOf({ produces, output }: NativeRoute): Json {
  if (!produces) return { 'application/json': { schema: outputOf(output) } }
  return Object.fromEntries(produces.map((type) => [type, { schema: { type: 'string' } }]))
}

function outputOf(output: unknown): Json {
  if (output instanceof z.ZodNullable) return { anyOf: [outputOf(output.unwrap()), { type: 'null' }] }
  const id = output instanceof z.ZodType ? idOf(output) : undefined
  return id ? reference(id) : { type: 'object' }
}

const REQUEST_ID = {
  'X-Request-Id': { description: 'Names the request in the log', schema: { type: 'string' } },
}

function problemOf(route: NativeRoute, status: number): Json {
  const codes = [...new Set(refusalsOf(route))].filter((code) => PROBLEMS[code].status === status)
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; '),
    headers: REQUEST_ID,
    content: { [PROBLEM_TYPE]: { schema: reference('Problem'), example: exampleOf(codes[0]) } },
  }
}

function exampleOf(code: ProblemCode = 'internal'): Json {
  const { status, title } = PROBLEMS[code]
  return { type: problemType(code), title, status, detail: `${title}.`, code, requestId: 'req-1' }
}

const NAMED = [
  schemas,
  administrators,
  keyPairs,
  callers,
  thresholds,
  support,
  applicationCredentials,
  auditSchemas,
  userSchemas,
  serviceSchemas,
  secondFactors,
  passkeys,
  mail,
  appPasswords,
  mailSystem,
  domainMail,
  spam,
  passkeyAnswers,
  aliasSchemas,
  groupListSchemas,
  groupSchemas,
  jobSchemas,
].flatMap(Object.values)

/** Every named shape, whether a route names it or another shape does. */
function namedSchemas(): Json {
  const registry = z.registry<{ id: string }>()
  for (const schema of NAMED) {
    const id = idOf(schema)
    if (id) registry.add(schema, { id })
  }
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  )
}

function idOf(schema: unknown): string | undefined {
  return schema instanceof z.ZodType ? schema.meta()?.id : undefined
}

function reference(id: string): Json {
  return { $ref: `#/components/schemas/${id}` }
}
