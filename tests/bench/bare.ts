import { createServer } from 'node:http'

/**
 * The reference: a bare `node:http` server that answers everything with a fixed JSON text of the given
 * size, or with 204 when that is 0.
 */
const size = Number(process.argv[2])
const body = JSON.stringify({ text: 'x'.repeat(Math.max(0, size - 11)) })
const headers = { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }

const server = createServer({ keepAliveTimeout: 75_000 }, (_request, response) => {
  if (size === 0) response.writeHead(204).end()
  else response.writeHead(200, headers).end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on ${typeof address === 'object' && address?.port}`)
})
process.on('SIGTERM', () => process.exit(0))
