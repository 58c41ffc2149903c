import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import { NATIVE_ROUTES } from '../../server/src/http/native/native.ts'
import { statusesOf } from '../../server/src/http/native/openapi.ts'
import type { NativeRoute } from '../../server/src/http/native/route.ts'
import { Problem } from '../../server/src/http/native/schemas.ts'

/** Answers that no route gives: no such address, no such method. */
const ROUTELESS = [400, 404, 405, 431]

/**
 * Holds an answer of the native API against its declaration: the status is one of those declared and the body has
 * the declared shape, nothing more. A server that answers otherwise fails the test.
 */
export function checkDeclared(method: string, path: string, response: LightMyRequestResponse): void {
  const route = routeFor(method, path)
  const { statusCode } = response
  const declared = declaredStatuses(method, path)
  assert.ok(declared.includes(statusCode), `${method} ${path} gave ${statusCode}, not one of ${declared}`)
  assert.ok(response.headers['x-request-id'], 'every answer names its request')
  assert.equal(response.headers['cache-control'], 'no-store')
  if (statusCode >= 400) checkProblem(method, response)
  if (statusCode >= 400 || !route || method === 'HEAD') return
  if (route.produces) {
    const type = String(response.headers['content-type']).split(';')[0] ?? ''
    assert.ok(route.produces.includes(type), `${method} ${path} gave ${type}`)
    return
  }
  const body = statusCode === 204 ? undefined : response.json()
  const parsed = route.output.safeParse(body)
  assert.ok(parsed.success, `${method} ${path}: ${parsed.error}`)
}

/** @param path below `/api/v1` */
export function declaredStatuses(method: string, path: string): readonly number[] {
  const route = routeFor(method, path)
  return route ? statusesOf(route) : ROUTELESS
}

/** RFC 9457, and the headers that belong to the status. */
export function checkProblem(method: string, response: LightMyRequestResponse): void {
  assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
  if (response.statusCode === 401) assert.match(String(response.headers['www-authenticate']), /^Bearer /)
  if ([429, 503].includes(response.statusCode)) assert.match(String(response.headers['retry-after']), /^\d+$/)
  if (method === 'HEAD') return
  const problem = Problem.parse(response.json())
  assert.equal(problem.status, response.statusCode)
  assert.equal(problem.requestId, response.headers['x-request-id'])
  assert.equal(problem.type, `urn:keyward:problem:${problem.code}`)
}

function routeFor(method: string, path: string): NativeRoute | undefined {
  const [plain = ''] = path.split('?')
  const wanted = method === 'HEAD' ? 'GET' : method
  const fitting = NATIVE_ROUTES.filter(
    (route) => route.method === wanted && PATTERNS.get(route.path)?.test(plain),
  )
  return fitting.find((route) => route.path === plain) ?? fitting[0]
}

const PATTERNS = new Map(NATIVE_ROUTES.map(({ path }) => [path, toPattern(path)]))

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`)
}
