import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { methodCheck } from './methods.ts'
import { RequestError } from './request-error.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** A dialect with these routes, alone in a server. */
function serving(define: (app: FastifyInstance) => void, prefix = ''): FastifyInstance {
  const app = fastify()
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof RequestError ? error.code : 'unexpected'
    return reply.code(code === 'method_not_allowed' ? 405 : 500).send(code)
  })
  const checkMethod = methodCheck(app, 100)
  app.register(
    async (dialect) => {
      dialect.setNotFoundHandler((_request, reply) => reply.code(404).send())
      define(dialect)
      dialect.addHook('onRequest', checkMethod)
    },
    { prefix },
  )
  return app
}

const answer = async () => 'done'

async function answers(app: FastifyInstance, url: string) {
  const found: Record<string, number> = {}
  for (const method of METHODS) {
    found[method] = (await app.inject({ method, url })).statusCode
  }
  return found
}

describe('a known path', () => {
  test('answers every other method with 405 and what it does answer, in order', async () => {
    const app = serving((dialect) => {
      dialect.put('/thing', answer)
      dialect.get('/thing', answer)
    })
    const found = await answers(app, '/thing')
    assert.deepEqual(found, {
      ...{ GET: 200, HEAD: 200, PUT: 200 },
      ...{ POST: 405, PATCH: 405, DELETE: 405, OPTIONS: 405 },
    })
    const { headers } = await app.inject({ method: 'DELETE', url: '/thing' })
    assert.equal(headers.allow, 'GET, HEAD, PUT')
  })

  test('with a parameter is one for every value of it, apart from its neighbours', async () => {
    const app = serving((dialect) => {
      dialect.post('/things', answer)
      dialect.delete('/things/:id', answer)
    })
    const allow = async (url: string) => (await app.inject({ method: 'PATCH', url })).headers.allow
    assert.deepEqual([await allow('/things'), await allow('/things/1')], ['POST', 'DELETE'])
    assert.equal((await app.inject({ method: 'GET', url: '/things/1/2' })).statusCode, 404)
  })

  test('with a word in the place of a parameter keeps to its own methods', async () => {
    const app = serving((dialect) => {
      dialect.delete('/things/:id', answer)
      dialect.get('/things/mine', answer)
    })
    const { statusCode, headers } = await app.inject({ method: 'DELETE', url: '/things/mine' })
    assert.deepEqual([statusCode, headers.allow], [405, 'GET, HEAD'])
  })

  test('refuses methods, too, that the router has not heard of', async () => {
    const app = serving((dialect) => dialect.get('/thing', answer), '/v9')
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const answered = await fetch(`${address}/v9/thing`, { method: 'PROPFIND' })
    await app.close()
    assert.deepEqual([answered.status, answered.headers.get('allow')], [405, 'GET, HEAD'])
  })

  test('of several methods in one route is known with all of them', async () => {
    const app = serving((dialect) => {
      dialect.route({ method: ['PUT', 'POST'], url: '/thing', handler: answer })
    })
    const { statusCode, headers } = await app.inject({ method: 'GET', url: '/thing' })
    assert.deepEqual([statusCode, headers.allow], [405, 'POST, PUT'])
  })

  test('that is a dialect’s own root is known with and without the prefix', async () => {
    const app = serving((dialect) => dialect.get('/', answer), '/v9')
    for (const [method, status] of [
      ['GET', 200],
      ['POST', 405],
    ] as const) {
      assert.equal((await app.inject({ method, url: '/v9' })).statusCode, status)
    }
  })

  test('is none of an unknown one: that stays 404 for every method', async () => {
    const app = serving((dialect) => dialect.get('/thing', answer))
    for (const status of Object.values(await answers(app, '/nothing'))) assert.equal(status, 404)
  })

  test('is refused in words that name no input', async () => {
    const app = fastify()
    let message = ''
    app.setErrorHandler((error, _request, reply) => {
      message = error instanceof Error ? error.message : ''
      return reply.code(405).send()
    })
    app.addHook('onRequest', methodCheck(app, 100))
    app.setNotFoundHandler(() => undefined)
    app.get('/things/:id', answer)
    await app.inject({ method: 'POST', url: '/things/secret?key=secret' })
    assert.equal(message, 'This address answers GET, HEAD only.')
  })
})
