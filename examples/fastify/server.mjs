import { callerOf, fastifyGuard } from '@keyward/sdk'
import { fastify } from 'fastify'

const baseUrl = 'http://localhost:8080'
const app = fastify()

// For everybody.
app.get('/healthz', () => 'ok\n')

app.register((guarded) => {
  guarded.addHook('onRequest', fastifyGuard({ baseUrl }))

  guarded.get('/', (request) => {
    const { username, accountId } = callerOf(request)
    return `Hello ${username} of account ${accountId}\n`
  })

  // For those with this role: npx keyward role add --name reports:reader
  guarded.get(
    '/reports',
    { onRequest: fastifyGuard({ baseUrl, roles: ['reports:reader'] }) },
    () => 'all reports\n',
  )
})

await app.listen({ port: 8081, host: 'localhost' })
