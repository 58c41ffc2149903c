import { z } from 'zod'

/** What a command sends to the server: its words, what came through standard input, where the caller stands. */
const REQUEST = z.strictObject({
  argv: z.array(z.string()).max(1_000),
  password: z.string().nullable(),
  cwd: z.string(),
})

/** What comes back, in any number; the exit code is the last. */
const ANSWER = z.union([
  z.strictObject({ stdout: z.string() }),
  z.strictObject({ stderr: z.string() }),
  z.strictObject({ exitCode: z.number().int() }),
])

export type Request = z.infer<typeof REQUEST>
export type Answer = z.infer<typeof ANSWER>

/** Longer than any command line; one line of JSON. */
export const MAX_REQUEST_CHARACTERS = 1024 * 1024

export function encode(message: Request | Answer): string {
  return `${JSON.stringify(message)}\n`
}

export function decodeRequest(line: string): Request | null {
  return REQUEST.safeParse(parsed(line)).data ?? null
}

export function decodeAnswer(line: string): Answer | null {
  return ANSWER.safeParse(parsed(line)).data ?? null
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
