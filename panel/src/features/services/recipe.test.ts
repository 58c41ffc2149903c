import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recipeFor } from './recipe.ts'

const EXAMPLES = join(import.meta.dirname, '../../../../examples')
const FILES = [
  'nginx/nginx.conf',
  'caddy/Caddyfile',
  'traefik/dynamic.yml',
  'envoy/envoy.yaml',
  'express/server.mjs',
  'fastify/server.mjs',
]
const ADDRESSES = { keyward: 'https://keys.example.com', service: 'https://files.example.com/v1/100000' }

for (const file of FILES) {
  test(`${file} names this server and the service, and nothing of the example's own`, () => {
    const recipe = recipeFor(readFileSync(join(EXAMPLES, file), 'utf8'), ADDRESSES)
    assert.match(recipe, /keys\.example\.com/)
    assert.doesNotMatch(recipe, /:8080|port_value: 8080|localhost:8081/)
  })
}

test('a service that is not in the catalog keeps the name of the example', () => {
  const recipe = recipeFor('header_up X-Forwarded-Host localhost:8081', { ...ADDRESSES, service: null })
  assert.match(recipe, /localhost:8081/)
})

test('a port that is not the usual one stays in the address', () => {
  const text = 'http://127.0.0.1:8080 127.0.0.1:8080 address: 127.0.0.1, port_value: 8080'
  assert.equal(
    recipeFor(text, { keyward: 'http://keys.internal:9090', service: null }),
    'http://keys.internal:9090 keys.internal:9090 address: keys.internal, port_value: 9090',
  )
})
