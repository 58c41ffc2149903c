import { PassThrough } from 'node:stream'
import { runCli } from '../../server/src/cli/run.ts'

export interface CliResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line in this process. Nobody sits at its terminal. */
export async function callCli(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = '',
): Promise<CliResult> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  const texts = { stdout: '', stderr: '' }
  streams.stdin.end(stdin)
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  const serve = () => Promise.reject(new Error('no server in this test'))
  const exitCode = await runCli(argv, { env: { ...env }, terminal: streams, serve })
  return { exitCode, ...texts }
}
