import type { TestApp } from './app.ts'
import { AGENT, pairOf, signatureOf, stampOf } from './email.ts'
import { get, type Request } from './mutations.ts'

/** What clients of the e-mail API send, signed by the owner. */
export async function emailRequests(app: TestApp): Promise<Request[]> {
  const signature = signatureOf(await pairOf(app, app.owner), stampOf(app.nowMs()))
  const own = [`User-Agent: ${AGENT}`, `X-Api-Signature: ${signature}`]
  return [
    get('/v1/customers/me', ...own),
    get(`/v0/Customers/${app.owner.accountId}/?`, ...own, 'Accept: text/xml'),
    get('/customers/me', ...own, 'Content-Type: application/json'),
  ]
}
