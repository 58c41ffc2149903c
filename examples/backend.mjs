// What stands behind the proxies of the examples: it answers with the request as it came.
import { createServer } from 'node:http'

createServer(async (request, response) => {
  const { method, url, rawHeaders } = request
  const body = Buffer.concat(await request.toArray()).toString()
  const names = rawHeaders.filter((_, at) => at % 2 === 0)
  const headers = names.map((name, at) => `${name}: ${rawHeaders[2 * at + 1]}`)
  response.end([`${method} ${url}`, ...headers, '', body].join('\n'))
}).listen(9000, '127.0.0.1')
