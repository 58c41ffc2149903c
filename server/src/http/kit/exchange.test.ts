import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { type Exchange, exchangeOf } from './exchange.ts'

test('what is told of an answer names the route, never the path, the query or a header', async () => {
  const told: Exchange[] = []
  const app = fastify({ genReqId: () => 'r1' })
  app.addHook('onResponse', async (request, reply) => {
    told.push(exchangeOf('native', request, reply))
  })
  app.get('/users/:userId', (_request, reply) => reply.code(202).send())
  await app.inject({ url: '/users/secret?key=secret', headers: { 'user-agent': 'secret' } })
  await app.inject({ method: 'POST', url: '/secret' })
  const facts = told.map(({ durationMs, ...rest }) => {
    assert.ok(
      durationMs >= 0 && durationMs < 5_000 && Math.abs(durationMs * 10 - Math.round(durationMs * 10)) < 1e-9,
    )
    return rest
  })
  const common = { requestId: 'r1', dialect: 'native' }
  assert.deepEqual(facts, [
    { ...common, method: 'GET', route: '/users/:userId', status: 202 },
    { ...common, method: 'POST', route: 'unknown', status: 404 },
  ])
})
