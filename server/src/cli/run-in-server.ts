import type { Keyward } from '../app.ts'
import type { Config } from '../config/config.ts'
import { OPERATOR } from './command.ts'
import { CommandError, failureOf } from './errors.ts'
import type { Output } from './output.ts'
import { placeOf } from './place.ts'
import { parse } from './program.ts'
import type { Request } from './remote/messages.ts'
import { replyText } from './reply.ts'

export interface ServerCall {
  readonly config: Config
  readonly keyward: Keyward
  readonly request: Request
  readonly output: Output
}

/** Runs a command on the data of this server, so that its memory knows at once. Returns the exit code. */
export async function runInServer(call: ServerCall): Promise<number> {
  try {
    return await run(call)
  } catch (error) {
    const { message, exitCode } = failureOf(error)
    await call.output.err(`keyward: ${message}\n`)
    return exitCode
  }
}

async function run({ config, keyward, request, output }: ServerCall): Promise<number> {
  const parsed = parse(request.argv, output)
  if (parsed.kind === 'over') return parsed.exitCode
  const { command, input, json } = parsed
  if (placeOf(command, input) === 'alone') {
    throw new CommandError(`"keyward ${command.name}" needs the data to itself. Stop the server first.`)
  }
  const reply = await command.run(
    {
      config: () => config,
      open: () => Promise.resolve(keyward),
      actor: OPERATOR,
      cwd: request.cwd,
      password: request.password,
      inServer: true,
      serve: () => Promise.reject(new CommandError('The server runs already.')),
      write: (text) => output.out(text),
      note: (text) => output.err(`keyward: ${text}\n`),
    },
    input,
  )
  await output.out(replyText(reply, json))
  return reply.exitCode ?? 0
}
