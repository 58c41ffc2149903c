import { join } from 'node:path'
import { callServer } from '../../server/src/cli/remote/call-server.ts'
import { socketPlace } from '../../server/src/cli/remote/socket-place.ts'
import type { CreatedUser, TestServer } from '../support/server.ts'

/** Somebody made for one test, with a key. */
export interface Person extends CreatedUser {
  readonly password: string
}

export const PASSWORD = 'seven quiet herons over the harbour'

/** In the owner's account unless told otherwise. */
export async function createPerson(
  server: TestServer,
  username: string,
  account?: { readonly accountId: string },
): Promise<Person> {
  const [first] = JSON.parse(await command(server, ['account', 'list', '--json']))
  const words = [
    '--account',
    (account ?? first).accountId,
    '--username',
    username,
    '--password-stdin',
    '--json',
  ]
  const created = await command(server, ['user', 'create', ...words], PASSWORD)
  return { ...JSON.parse(created), password: PASSWORD }
}

/** In a new account, which is then this person's. */
export async function createOwner(server: TestServer, username: string): Promise<Person> {
  const account = await command(server, ['account', 'create', '--name', 'Example', '--json'])
  return createPerson(server, username, JSON.parse(account))
}

/** In a new account, whose e-mail area is this person's to administer. */
export async function createAdministrator(
  server: TestServer,
  username: string,
  type: 'super' | 'standard' = 'super',
): Promise<Person> {
  const person = await createOwner(server, username)
  await command(server, ['user', 'admin-type', '--username', username, '--type', type])
  return person
}

/** The key pair of a super administrator, for the signed e-mail API. */
export async function createPairOf(
  server: TestServer,
  { username }: Person,
): Promise<{ readonly userKey: string; readonly secretKey: string }> {
  return JSON.parse(await command(server, ['admin-key', 'generate', '--username', username, '--json']))
}

/** From now on nobody of this account signs in by the password alone. */
export async function requireSecondFactor(server: TestServer, { accountId }: Person): Promise<void> {
  await command(server, ['account', 'set', '--account', accountId, '--require-mfa', 'on'])
}

/** Gives somebody a part in the e-mail area. */
export async function makeAdministrator(
  server: TestServer,
  { username }: Person,
  type: 'super' | 'standard' | 'limited',
): Promise<void> {
  await command(server, ['user', 'admin-type', '--username', username, '--type', type])
}

/** An account that shows its keys once. */
export async function createStrictAccount(server: TestServer): Promise<{ readonly accountId: string }> {
  const account = JSON.parse(await command(server, ['account', 'create', '--name', 'Strict', '--json']))
  await command(server, ['account', 'set', '--account', account.accountId, '--show-once', 'on'])
  return account
}

/** Of an invitation: the address to open, which works once. */
export async function invite(server: TestServer, username: string): Promise<string> {
  const { link } = JSON.parse(await command(server, ['user', 'invite', '--username', username, '--json']))
  return new URL(link).pathname
}

/** Sends a command to the server as `keyward` does, without starting a process for each test. */
async function command(
  { dataDir }: TestServer,
  argv: string[],
  password: string | null = null,
): Promise<string> {
  const place = socketPlace({ database: { engine: 'sqlite', path: join(dataDir, 'keyward.db') } })
  let printed = ''
  const keep = async (text: string) => {
    printed += text
  }
  const request = { argv, password, cwd: dataDir }
  const exitCode = place && (await callServer(place, request, { out: keep, err: keep }))
  if (exitCode !== 0) throw new Error(`keyward ${argv.join(' ')} ended with ${exitCode}: ${printed}`)
  return printed
}
