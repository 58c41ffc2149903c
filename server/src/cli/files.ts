import { resolve } from 'node:path'
import type { Context } from './command.ts'

/** A file named at the command line, meant from where the caller stands. */
export function fileNamed({ cwd }: Pick<Context, 'cwd'>, name: string): string {
  return resolve(cwd, name)
}
