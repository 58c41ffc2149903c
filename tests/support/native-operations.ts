import assert from 'node:assert/strict'
import { z } from 'zod'
import { NATIVE_ROUTES } from '../../server/src/http/native/native.ts'
import { openApi } from '../../server/src/http/native/openapi.ts'

/** The parts of the description that the tables of these tests are made from. */
const Described = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())),
  'x-rights': z.array(z.string()),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })),
  requestBody: z.optional(z.object({ required: z.boolean() })),
  responses: z.record(z.string(), z.object({ description: z.string() })),
})
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Described)) })

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'] as const

/** One operation as the OpenAPI document describes it to a stranger. */
export interface Operation {
  readonly id: string
  readonly method: (typeof METHODS)[number]
  /** The user of the path as `{userId}`. */
  readonly path: string
  /** Names of the security schemes; none for an operation that anybody may call. */
  readonly schemes: readonly string[]
  /** Any one of these is enough. */
  readonly rights: readonly string[]
  readonly parameters: readonly string[]
  readonly needsBody: boolean
  readonly success: number
  /** Statuses of refusals, with the codes that each of them may carry. */
  readonly refusals: ReadonlyMap<number, readonly string[]>
}

export const OPERATIONS: readonly Operation[] = operationsOf(
  JSON.parse(JSON.stringify(openApi(NATIVE_ROUTES, 'http://localhost:8080'))),
)

function operationsOf(document: unknown): Operation[] {
  return Object.entries(Document.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => toOperation(path, method, described)),
  )
}

function toOperation(path: string, name: string, described: z.infer<typeof Described>): Operation {
  const method = METHODS.find((known) => known.toLowerCase() === name)
  assert.ok(method, name)
  const responses = Object.entries(described.responses).map(([status, { description }]) => ({
    status: Number(status),
    codes: [...description.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? ''),
  }))
  return {
    id: described.operationId,
    method,
    path,
    schemes: described.security.flatMap((scheme) => Object.keys(scheme)),
    rights: described['x-rights'],
    parameters: described.parameters.map((parameter) => parameter.name),
    needsBody: described.requestBody?.required ?? false,
    success: responses.find(({ status }) => status < 400)?.status ?? 0,
    refusals: new Map(
      responses.filter(({ status }) => status >= 400).map(({ status, codes }) => [status, codes]),
    ),
  }
}

export const takesSession = ({ schemes }: Operation) => schemes.includes('session')
export const takesCredential = ({ schemes }: Operation) => schemes.includes('bearer')
export const namesUser = ({ parameters }: Operation) => parameters.includes('userId')
export const isIdempotent = ({ parameters }: Operation) => parameters.includes('Idempotency-Key')
/** What only the owner of an account is let do; the log, managers too. */
export const isForOwners = ({ id }: Operation) =>
  [
    'getAccountSettings',
    'changeAccountSettings',
    'listAudit',
    'exportAudit',
    'getAuditStatus',
    'getRequirement',
    'setRequirement',
    'getUsageThreshold',
    'setUsageThreshold',
  ].includes(id)
/** What only those who run the installation are let do. */
export const isForOperators = ({ id }: Operation) =>
  [
    'listServices',
    'addEndpoint',
    'removeEndpoint',
    'decideRequest',
    'listServiceRules',
    'addServiceRule',
    'removeServiceRule',
    'createRole',
    'deleteRole',
    'checkSupportPin',
    'impersonateUser',
  ].includes(id)
export const changesSomething = ({ method }: Operation) => method !== 'GET'
/** What may find no room is written; a question that is too long for an address is sent as a change is, and is none. */
export const writes = ({ refusals }: Operation) => [...refusals.values()].flat().includes('storage_full')
