import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CliResult, callCli } from '../support/cli.ts'
import { runCli, serverEnv } from '../support/server.ts'

/** A data folder of its own with the command line on it. */
export interface Place {
  readonly dataDir: string
  readonly env: Record<string, string>
  /** The client runs in this process, which is ten times faster; a server that it reaches is a real one. */
  readonly cli: (args: readonly string[], stdin?: string) => Promise<CliResult>
  /** As a process of its own, the way people run it. */
  readonly run: (args: readonly string[], stdin?: string) => Promise<CliResult>
  /** Runs a command that has to succeed, and returns what it prints with `--json`. */
  readonly json: <T>(args: readonly string[], stdin?: string) => Promise<T>
}

/** @param below folders to make below the temporary one, for a long path */
export function freshPlace(env: Readonly<Record<string, string>> = {}, below = ''): Place {
  const root = mkdtempSync(join(tmpdir(), 'keyward-cli-'))
  process.once('exit', () => rmSync(root, { recursive: true, force: true }))
  const dataDir = join(root, below, 'data')
  mkdirSync(join(root, below), { recursive: true })
  return placeAt(dataDir, env)
}

export function placeAt(dataDir: string, env: Readonly<Record<string, string>> = {}): Place {
  const all = { ...serverEnv(dataDir), ...env }
  const cli = (args: readonly string[], stdin = '') => callCli(args, all, stdin)
  const run = (args: readonly string[], stdin = '') => runCli(all, args, stdin)
  return {
    dataDir,
    env: all,
    cli,
    run,
    json: async (args, stdin) => {
      const { exitCode, stdout, stderr } = await cli([...args, '--json'], stdin)
      if (exitCode !== 0) throw new Error(`keyward ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
      return JSON.parse(stdout)
    },
  }
}

export interface NewUser {
  readonly accountId: string
  readonly userId: string
  readonly username: string
  readonly apiKey: string
}

/** An account with a user who has a key. */
export async function withUser(place: Place, username = 'joe'): Promise<NewUser> {
  const { accountId } = await place.json<{ accountId: string }>(['account', 'create', '--name', 'Example'])
  return place.json<NewUser>(['user', 'create', '--account', accountId, '--username', username])
}

/** Whether the native API takes the key. */
export async function accepts(url: string, apiKey: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/verify`, { headers: { authorization: `Bearer ${apiKey}` } })
  await answer.arrayBuffer()
  return answer.status === 200
}
