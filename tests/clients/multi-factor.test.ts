import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { startClientBench } from '../support/client-bench.ts'
import { codeAt, STEP_MS } from '../support/factors.ts'
import { passwordLogin } from '../support/identity.ts'
import { PYTHON } from '../support/programs.ts'

const { run, url, user } = await startClientBench()

function send(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }
  return fetch(`${url}/v2.0${path}`, { ...init, body: JSON.stringify(body) })
}

const Access = z.object({ access: z.object({ token: z.object({ id: z.string() }) }) })
const Device = z.object({ 'RAX-AUTH:otpDevice': z.object({ id: z.string(), keyUri: z.string() }) })
const Codes = z.object({ 'RAX-AUTH:bypassCodes': z.object({ codes: z.array(z.string()) }) })

const FACTORS = `/users/${user.userId}/RAX-AUTH/multi-factor`

/** Sets an app up over the wire, by the code before the present one. @returns its secret */
async function setUpOverWire(): Promise<string> {
  const login = await send('/tokens', passwordLogin(user.username, user.password))
  const token = { 'X-Auth-Token': Access.parse(await login.json()).access.token.id }
  const made = await send(`${FACTORS}/otp-devices`, { 'RAX-AUTH:otpDevice': { name: 'phone' } }, token)
  const device = Device.parse(await made.json())['RAX-AUTH:otpDevice']
  const [, secret = ''] = /[?&]secret=([A-Z2-7]+)/.exec(device.keyUri) ?? []
  const code = codeAt(secret, Date.now() - STEP_MS)
  const path = `${FACTORS}/otp-devices/${device.id}/verify`
  const verified = await send(path, { 'RAX-AUTH:verificationCode': { code } }, token)
  assert.equal(verified.status, 204, await verified.text())
  return secret
}

/** Both calls of a login, as a program of the vendor's time makes them. */
async function inTwoCalls(passcode: string): Promise<string> {
  const first = await send('/tokens', passwordLogin(user.username, user.password))
  const [, session = ''] = /sessionId='([^']+)'/.exec(first.headers.get('www-authenticate') ?? '') ?? []
  const body = { auth: { 'RAX-AUTH:passcodeCredentials': { passcode } } }
  const second = await send('/tokens', body, { 'X-SessionId': session })
  assert.equal(second.status, 200, await second.clone().text())
  return Access.parse(await second.json()).access.token.id
}

async function bypassCodes(token: string): Promise<readonly string[]> {
  const body = { 'RAX-AUTH:bypassCodes': { numberOfCodes: '3' } }
  const answer = await send(`${FACTORS}/bypass-codes`, body, { 'X-Auth-Token': token })
  return Codes.parse(await answer.json())['RAX-AUTH:bypassCodes'].codes
}

const secret = await setUpOverWire()
const codes = await bypassCodes(await inTwoCalls(codeAt(secret, Date.now())))

/**
 * Asks for a token with what a `clouds.yaml` says, which may be JSON: only there can the methods be several, and their
 * options be given.
 */
async function openstack(auth_type: string, secrets: object) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-clouds-'))
  const path = join(folder, 'clouds.yaml')
  const place = { auth_url: `${url}/v3`, project_name: user.accountId, project_domain_id: 'default' }
  const who = { username: user.username, user_domain_id: 'default' }
  const auth = { ...place, ...who, ...secrets }
  const clouds = { keyward: { auth_type, identity_api_version: 3, auth } }
  writeFileSync(path, JSON.stringify({ clouds }))
  const args = ['--os-cloud', 'keyward', 'token', 'issue', '-f', 'json']
  const result = await run('openstack', args, { OS_CLIENT_CONFIG_FILE: path })
  rmSync(folder, { recursive: true })
  return result
}

const { password } = user
const auth_methods = ['v3password', 'v3totp']
const byBoth = (passcode = '') => openstack('v3multifactor', { auth_methods, password, passcode })

describe('openstackclient with a second factor', () => {
  test('logs in by v3multifactor with password and code', async () => {
    const { stdout, stderr } = await byBoth(codes[0])
    assert.equal(JSON.parse(stdout || '{}').user_id, user.userId, stderr)
  })

  test('is refused with a used code, without one, and by v3totp alone', async () => {
    const attempts = [
      await byBoth(codes[0]),
      await openstack('v3password', { password }),
      await openstack('v3totp', { passcode: codes[1] }),
    ]
    for (const { exitCode, stderr } of attempts) {
      assert.notEqual(exitCode, 0)
      assert.match(stderr, /HTTP 401/)
    }
  })

  test('logs in with the account key as the password, without a code', async () => {
    const { exitCode, stderr } = await openstack('v3password', { password: user.apiKey })
    assert.equal(exitCode, 0, stderr)
  })
})

const METHODS = `
import sys
from keystoneauth1 import session
from keystoneauth1.identity import v3
url, name, password, code, project = sys.argv[1:]
who = dict(username=name, user_domain_id='default')
auth = v3.Auth(url, [v3.PasswordMethod(password=password, **who), v3.TOTPMethod(passcode=code, **who)],
               project_name=project, project_domain_id='default')
print(','.join(auth.get_access(session.Session())._data['token']['methods']))
`

describe('keystoneauth', () => {
  test('logs in by both methods of its own, and reads both in the token', async () => {
    const args = [`${url}/v3`, user.username, user.password, codes[1] ?? '', user.accountId]
    const { stdout, stderr } = await run(PYTHON, ['-c', METHODS, ...args])
    assert.equal(stdout.trim(), 'password,totp', stderr)
  })
})
