import { createServer } from 'node:http'
import { callerOf, expressGuard } from '@keyward/sdk'

const guard = expressGuard({ baseUrl: 'http://localhost:8080' })

createServer((request, response) => {
  guard(request, response, () => response.end(`Hello ${callerOf(request).username}\n`))
}).listen(8081, 'localhost')
