import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { UsageError } from './errors.ts'
import type { Output } from './output.ts'

/** The terminal or pipes that a command was started with. */
export interface Terminal {
  /** `isTTY` where a person can be asked. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

export function outputTo({ stdout, stderr }: Terminal): Output {
  return { out: (text) => written(stdout, text), err: (text) => written(stderr, text) }
}

async function written(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain')
}

/** More than any password; a file piped in by mistake must not fill the memory. */
const MAX_STDIN_CHARACTERS = 64 * 1024

/** All of standard input without the line break that `echo` adds. @throws UsageError when it is too much */
export async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  const all = await text(stdin)
  if (all.length > MAX_STDIN_CHARACTERS)
    throw new UsageError('Standard input holds far more than a password.')
  return all.replace(/\r?\n$/, '')
}

/** Asks twice without showing what is typed. Null where nobody can be asked. */
export async function askPassword({ stdin, stderr }: Terminal): Promise<string | null> {
  if (!stdin.isTTY) return null
  const first = await ask(stdin, stderr, 'New password: ')
  const second = await ask(stdin, stderr, 'The same again: ')
  if (first !== second) throw new UsageError('The two passwords differ. Nothing was changed.')
  return first
}

/** True when a person agreed, or nobody is there to be asked. */
export async function confirmed({ stdin, stderr }: Terminal, question: string): Promise<boolean> {
  if (!stdin.isTTY) return true
  const prompt = createInterface({ input: stdin, output: stderr, terminal: true })
  try {
    return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim())
  } finally {
    prompt.close()
  }
}

async function ask(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  question: string,
): Promise<string> {
  // readline echoes into its output: a sink keeps the password off the screen.
  const prompt = createInterface({ input, output: new Sink(), terminal: true })
  output.write(question)
  try {
    return await prompt.question('')
  } finally {
    prompt.close()
    output.write('\n')
  }
}

class Sink extends Writable {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done()
  }
}
