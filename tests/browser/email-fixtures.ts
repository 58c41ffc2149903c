import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { TestServer } from '../support/server.ts'
import { test as base, expect, type Person } from './fixtures.ts'
import { createAdministrator } from './people.ts'

let admins = 0

/** What a program of the administrator does with the key; fails unless it is done. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>

interface EmailFixtures {
  /** A super administrator of an account of their own. */
  readonly admin: Person
  /** A domain of that account. */
  readonly domain: string
  readonly ask: Ask
}

export const MAILBOX_PASSWORD = 'Str0ng-enough'

export const test = base.extend<EmailFixtures>({
  admin: async ({ server, guard }, use, { workerIndex }) => {
    admins += 1
    const admin = await createAdministrator(server, `mia.${workerIndex}.${admins}`)
    guard.keepSecret(admin.apiKey)
    guard.keepSecret(admin.password)
    await use(admin)
  },
  ask: async ({ server, admin }, use) =>
    use((method, path, body) => askAs(server, admin, method, path, body)),
  domain: async ({ admin, ask }, use) => {
    const name = `${admin.username.replaceAll('.', '-')}.example`
    await ask('POST', '/domains', { name })
    await use(name)
  },
})

async function askAs(
  { url }: TestServer,
  { apiKey }: Person,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  expect(answer.ok, `${method} ${path} ${text}`).toBe(true)
  return text === '' ? null : JSON.parse(text)
}

export async function addMailboxes(ask: Ask, domain: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    await ask('POST', '/mailboxes', { address: `${name}@${domain}`, password: MAILBOX_PASSWORD })
}

export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

interface Pair {
  readonly userKey: string
  readonly secretKey: string
}

/** A request of the signed e-mail API. */
export async function signedCall(
  { url }: TestServer,
  { userKey, secretKey }: Pair,
  method: string,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<Response> {
  const agent = 'keyward-tests/1.0'
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const hash = createHash('sha1').update(`${userKey}${agent}${stamp}${secretKey}`).digest('base64')
  return fetch(`${url}/v1${path}`, {
    method,
    headers: {
      'user-agent': agent,
      'x-api-signature': `${userKey}:${stamp}:${hash}`,
      accept: 'application/json',
    },
    ...(form && { body: new URLSearchParams(form) }),
  })
}
