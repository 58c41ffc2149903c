import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import type { Deps } from '../../server/src/domain/deps.ts'
import { confirmTotp } from '../../server/src/domain/factors/confirm-totp.ts'
import { enrolTotp } from '../../server/src/domain/factors/enrol-totp.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { totpSecretBytes } from '../../server/src/lib/totp.ts'
import type { NewTestUser, TestApp, TestUser } from './app.ts'
import { panelActor } from './core.ts'
import { assertFault, call, passwordLogin } from './identity.ts'

/** Somebody's authenticator app. */
export interface App {
  readonly id: string
  /** Base32. */
  readonly secret: string
  readonly recoveryCodes: readonly string[]
  /** What it shows now, or so many steps of 30 seconds from now. */
  code(stepsAhead?: number): string
}

export const STEP_MS = 30_000

/** What an app with this secret shows at a moment: RFC 4226, section 5.3, once more and apart from the server's. */
export function codeAt(secret: string, ms: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / STEP_MS)))
  const hash = createHmac('sha1', totpSecretBytes(secret)).update(counter).digest()
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** A code that no app with this secret shows about now. */
export function wrongCode(secret: string, ms: number): string {
  const near = new Set([-2, -1, 0, 1, 2].map((steps) => codeAt(secret, ms + steps * STEP_MS)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? ''
}

/** Sets an authenticator app up; the code of this moment is used up by that. Sessions of the user end. */
export async function setUpApp(deps: Deps, user: User, name = 'phone'): Promise<App> {
  const actor = panelActor(user, deps.clock.now())
  const { device, secret } = await enrolTotp(deps, actor, name)
  const codes = await confirmTotp(deps, actor, device.id, codeAt(secret, deps.clock.now()))
  return {
    id: device.id,
    secret,
    recoveryCodes: codes ?? [],
    code: (stepsAhead = 0) => codeAt(secret, deps.clock.now() + stepsAhead * STEP_MS),
  }
}

/** Somebody with a password and an authenticator app, whose code of this moment is used up. */
export interface CarefulUser extends TestUser {
  readonly password: string
  readonly otp: App
}

const CAREFUL_PASSWORD = 'six brown hares ran downhill'

export async function addCareful(
  app: TestApp,
  username: string,
  more: NewTestUser = {},
): Promise<CarefulUser> {
  const made = await app.addUser(username, { password: CAREFUL_PASSWORD, ...more })
  const user = await app.deps.store.users.byId(made.userId)
  assert.ok(user)
  const otp = await setUpApp(app.deps, user)
  app.wait(STEP_MS)
  return { ...made, password: CAREFUL_PASSWORD, otp }
}

/** The first call of a v2.0 login. @returns the session id of the challenge */
export async function challenge(app: TestApp, { username, password }: CarefulUser): Promise<string> {
  const answer = await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, password) })
  assertFault(answer, 401, 'unauthorized')
  const header = String(answer.headers['www-authenticate'])
  const [, sessionId] = /^OS-MF sessionId='([A-Za-z0-9_-]{43})', factor='PASSCODE'$/.exec(header) ?? []
  assert.ok(sessionId, header)
  return sessionId
}

/** The second call. */
export function answerChallenge(
  app: TestApp,
  sessionId: string,
  passcode: string,
  more: object = {},
): Promise<LightMyRequestResponse> {
  const body = { auth: { 'RAX-AUTH:passcodeCredentials': { passcode }, ...more } }
  return call(app, 'POST', '/v2.0/tokens', { body, headers: { 'x-sessionid': sessionId } })
}

/** A v2.0 token by password and passcode. */
export async function passcodeTokenOf(app: TestApp, user: CarefulUser): Promise<string> {
  app.wait(STEP_MS)
  const answer = await answerChallenge(app, await challenge(app, user), user.otp.code())
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().access.token.id
}
