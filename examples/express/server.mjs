import { callerOf, expressGuard } from '@keyward/sdk'
import express from 'express'

const baseUrl = 'http://localhost:8080'
const app = express()

// Above the guard: for everybody.
app.get('/healthz', (_request, response) => response.send('ok\n'))

app.use(expressGuard({ baseUrl }))

app.get('/', (request, response) => {
  const { username, accountId } = callerOf(request)
  response.send(`Hello ${username} of account ${accountId}\n`)
})

// For those with this role: npx keyward role add --name reports:reader
app.get('/reports', expressGuard({ baseUrl, roles: ['reports:reader'] }), (_request, response) => {
  response.send('all reports\n')
})

app.listen(8081, 'localhost')
