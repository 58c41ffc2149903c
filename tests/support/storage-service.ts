import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An object store that holds one container and trusts nobody but Keyward. */
export interface StorageService {
  /** For `service add`: the address with the account number left open. */
  readonly catalogUrl: string
  /** Requests that came with a good token for the right account. */
  readonly served: () => number
  readonly stop: () => Promise<void>
}

export const CONTAINER = 'holiday-photos'

/** @param identityUrl where tokens are validated, as a service of the installation does it */
export async function startStorageService(identityUrl: string): Promise<StorageService> {
  let served = 0
  const server = createServer((request, response) => {
    isAllowed(identityUrl, request).then(
      (allowed) => {
        if (allowed) served++
        answer(request, response, allowed ? 200 : 401)
      },
      () => answer(request, response, 503),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    catalogUrl: `http://127.0.0.1:${port}/v1/%(tenant_id)s`,
    served: () => served,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The token must be good, and for the account in the address. */
async function isAllowed(identityUrl: string, request: IncomingMessage): Promise<boolean> {
  const token = request.headers['x-auth-token']
  const account = /^\/v1\/(\d+)/.exec(request.url ?? '')?.[1]
  if (typeof token !== 'string' || !account) return false
  const headers = { 'X-Auth-Token': token, 'X-Subject-Token': token }
  const first = await fetch(`${identityUrl}/v2.0/tokens/${token}?belongsTo=${account}`, { headers })
  if (first.status === 200) return true
  // v2.0 does not know the tokens of application credentials.
  const second = await fetch(`${identityUrl}/v3/auth/tokens?nocatalog`, { headers })
  if (second.status === 200)
    return (await second.text()).includes(
      `"project":{"domain":{"id":"default","name":"Default"},"id":"${account}"`,
    )
  if (second.status === 401) return false
  throw new Error(`validation answered ${first.status}, then ${second.status}`)
}

function answer(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (status !== 200) return void response.writeHead(status).end()
  response.writeHead(request.method === 'HEAD' ? 204 : 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Account-Container-Count': '1',
    'X-Account-Object-Count': '0',
    'X-Account-Bytes-Used': '0',
    'X-Timestamp': '1700000000.00000',
  })
  const isLastPage = (request.url ?? '').includes('marker=')
  response.end(JSON.stringify(isLastPage ? [] : [{ name: CONTAINER, count: 0, bytes: 0 }]))
}
