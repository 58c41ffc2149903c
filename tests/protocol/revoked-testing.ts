import assert from 'node:assert/strict'
import { runInServer } from '../../server/src/cli/run-in-server.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import {
  BY_APPLICATION_CREDENTIAL,
  BY_KEY,
  makeCredentialV3,
  TOKEN_ATTEMPTS,
} from '../revocation/dialects.ts'
import { openTestApp, type TestUser } from '../support/app.ts'
import { Browser } from '../support/browser.ts'
import { call, listen, passwordTokenOf, tokenOf } from '../support/identity.ts'
import { credentialLogin, logInV3, subjectTokenOf, v3TokenOf } from '../support/identity-v3.ts'

// One credential is revoked through each path, and tried through every other path: over the network, so that the
// routes that answer from memory are on the way.
export const app = await openTestApp()
const url = `http://127.0.0.1:${await listen(app)}`
export const PASSWORD = 'seven grey geese walked home'
export const OTHER_PASSWORD = 'nine wet hens stayed outside'
export const adminToken = await tokenOf(app, app.owner)

export interface Case {
  readonly user: TestUser
  /** A browser that is signed in as the user. */
  readonly browser: Browser
  /** Id and secret with a colon between them. */
  readonly credential: string
  readonly tokens: Readonly<Record<HeldToken, string>>
}

export type HeldToken = 'byKey' | 'byKeyInV3' | 'byPassword' | 'byCredential'
export type Held = 'key' | 'session' | 'credential' | HeldToken
export const HELD: readonly Held[] = [
  ...(['session', 'key', 'credential'] as const),
  ...(['byKey', 'byKeyInV3', 'byPassword', 'byCredential'] as const),
]
export const OF_KEY: readonly Held[] = ['key', 'byKey', 'byKeyInV3']
export const OF_CREDENTIAL: readonly Held[] = ['credential', 'byCredential']

let count = 0

export async function newCase(): Promise<Case> {
  const accountId = await app.addAccount()
  const user = await app.addUser(`user${++count}`, { accountId, password: PASSWORD })
  const byKey = await tokenOf(app, user)
  const credential = await makeCredentialV3(url, user.userId, byKey)
  const [id, secret = ''] = credential.split(':')
  const byCredential = subjectTokenOf(await logInV3(app, credentialLogin({ id }, secret)))
  const byPassword = await passwordTokenOf(app, user.username, PASSWORD)
  const byKeyInV3 = await v3TokenOf(app, user)
  const browser = await signedIn(user.username, PASSWORD)
  return { user, browser, credential, tokens: { byKey, byKeyInV3, byPassword, byCredential } }
}

async function signedIn(username: string, password: string): Promise<Browser> {
  const browser = new Browser({ deps: app.deps, send: (request) => app.http.inject(request) })
  await browser.signIn(username, password)
  return browser
}

/** A way to present something, and whether it was accepted. */
type Way = readonly [name: string, isAccepted: (one: Case) => Promise<boolean>]

export function waysOf(held: Held): readonly Way[] {
  if (held === 'session')
    return [['panel', async ({ browser }) => (await browser.api('GET', '/users/me')).statusCode === 200]]
  const { attempts } = held === 'credential' ? BY_APPLICATION_CREDENTIAL : BY_KEY
  if (held === 'key' || held === 'credential') {
    return attempts.map(({ name, accepted }) => [name, (one) => accepted(url, shownAs(one, held))])
  }
  return TOKEN_ATTEMPTS.filter(({ name }) => held !== 'byCredential' || !NOT_DELEGATED.test(name)).map(
    ({ name, accepted }) => [name, (one) => accepted(url, one.tokens[held])],
  )
}

/** v2.0 knows no application credentials, and their tokens are not exchanged. */
const NOT_DELEGATED = /v2\.0|exchange/

function shownAs({ user, credential }: Case, held: 'key' | 'credential') {
  return { username: user.username, key: held === 'key' ? user.apiKey : credential }
}

/** The ways in on which this is accepted. */
export async function accepted(one: Case, held: Held): Promise<readonly string[]> {
  const found: string[] = []
  for (const [name, isAccepted] of waysOf(held)) if (await isAccepted(one)) found.push(name)
  return found
}

export const everyWay = (held: Held) => waysOf(held).map(([name]) => name)

/** Done by the server for somebody at its command line. @throws when it is refused */
export async function keyward(...argv: readonly string[]): Promise<void> {
  let text = ''
  const write = async (more: string) => {
    text += more
  }
  const request = { argv: [...argv], password: OTHER_PASSWORD, cwd: '/' }
  const output = { out: write, err: write }
  const exitCode = await runInServer({ config: loadConfig({}), keyward: app.keyward, request, output })
  assert.equal(exitCode, 0, text)
}

type Call = Parameters<typeof call>[3]

/** @throws when it is refused */
export async function done(method: Parameters<typeof call>[1], path: string, more: Call): Promise<void> {
  const answer = await call(app, method, path, more)
  assert.ok(answer.statusCode >= 200 && answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
}

/** As the panel's pages do it. @throws when it is refused */
export async function clicked(
  browser: Browser,
  method: 'POST' | 'DELETE' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<void> {
  const answer = await browser.api(method, path, body)
  assert.ok(answer.statusCode >= 200 && answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
}

/** Signed in just now: time goes on between the cases. */
export async function asAdmin(
  method: 'POST' | 'DELETE' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<void> {
  await clicked(await signedIn(app.owner.username, app.owner.password), method, path, body)
}
