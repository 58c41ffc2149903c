import assert from 'node:assert/strict'
import { openTestApp } from '../../../../tests/support/app.ts'
import { addCareful } from '../../../../tests/support/factors.ts'
import { call, passwordTokenOf } from '../../../../tests/support/identity.ts'

/** One server for all tests of a file, its users and its catalog. */
export const app = await openTestApp()
export const PASSWORD = 'six brown hares ran downhill'
export const ACCOUNT = await app.addAccount('alpha')
export const OTHER = await app.addAccount('beta')
let names = 0

export const person = async (roles: readonly string[] = ['identity:default'], accountId = ACCOUNT) => {
  const username = `person-${++names}`
  const user = await app.addUser(username, { password: PASSWORD, roles, accountId })
  return { ...user, token: await passwordTokenOf(app, username, PASSWORD) }
}
export const careful = () => addCareful(app, `careful-${++names}`, { accountId: ACCOUNT })
export const factorsOf = (userId: string) => `/v2.0/users/${userId}/RAX-AUTH/multi-factor`
export const devicesOf = (userId: string) => `${factorsOf(userId)}/otp-devices`

export type Method = Parameters<typeof call>[1]
export const ask = (method: Method, url: string, token: string, body?: unknown) =>
  call(app, method, url, { token, ...(body !== undefined && { body }) })
export const change = (userId: string, token: string, multiFactor: unknown) =>
  ask('PUT', factorsOf(userId), token, { 'RAX-AUTH:multiFactor': multiFactor })

export async function addDevice(userId: string, token: string, name = 'phone') {
  const answer = await ask('POST', devicesOf(userId), token, { 'RAX-AUTH:otpDevice': { name } })
  assert.equal(answer.statusCode, 201, answer.body)
  const device = answer.json()['RAX-AUTH:otpDevice']
  const [, secret = ''] = /[?&]secret=([A-Z2-7]+)/.exec(device.keyUri) ?? []
  return { answer, device, secret }
}

export const verify = (userId: string, token: string, deviceId: string, code: string) =>
  ask('POST', `${devicesOf(userId)}/${deviceId}/verify`, token, { 'RAX-AUTH:verificationCode': { code } })

export const required = (level: string) => ({
  'RAX-AUTH:multiFactorDomain': { domainMultiFactorEnforcementLevel: level },
})
