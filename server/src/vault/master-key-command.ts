import { execFile } from 'node:child_process'
import { MasterKeyError } from './errors.ts'
import { type MasterKey, parseMasterKeys } from './master-key.ts'

const TIME_LIMIT_MS = 10_000
const MAX_OUTPUT_BYTES = 64 * 1024

/**
 * Runs the program that prints the ring. No shell reads the command.
 * @throws MasterKeyError when it fails or takes longer than 10 seconds; nothing it printed is repeated
 */
export async function masterKeysFromCommand(
  command: readonly [string, ...string[]],
  timeLimitMs = TIME_LIMIT_MS,
): Promise<readonly [MasterKey, ...MasterKey[]]> {
  const [program, ...args] = command
  return parseMasterKeys(await output(program, args, timeLimitMs), `the output of ${program}`)
}

function output(program: string, args: readonly string[], timeLimitMs: number): Promise<string> {
  const options = {
    timeout: timeLimitMs,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'utf8',
  } as const
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, stdout) => {
      if (error) reject(new MasterKeyError(`KEYWARD_MASTER_KEY_COMMAND: ${program} ${failure(error)}.`))
      else resolve(stdout)
    })
    child.stdin?.end()
  })
}

/** In words, because the error of Node repeats what the program printed. */
function failure(error: { code?: unknown; killed?: boolean | undefined }): string {
  if (error.code === 'ENOENT') return 'does not exist'
  if (error.code === 'EACCES') return 'may not be run'
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'printed far more than a key'
  if (error.killed) return 'gave no answer in time'
  return `ended with ${typeof error.code === 'number' ? `exit code ${error.code}` : 'a signal'}`
}
