import { readFileSync, statSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { CommandError } from './errors.ts'

/** Whether another process holds the data. */
export function isInUse(error: unknown): boolean {
  return error instanceof Error && error.name === 'StoreInUseError'
}

const FOR_COMMANDS = 'It takes no commands: stop it, or wait until it is done.'
/** What a second server on the same data is told. */
export const FOR_SERVERS =
  'Data in SQLite has one server: stop that one, or set KEYWARD_DATA_DIR to another folder.'

/** Says who holds the data, as far as the system tells, and what to do about it. */
export function inUse({ database }: Config, cause: unknown, advice = FOR_COMMANDS): CommandError {
  const path = database.engine === 'sqlite' ? database.path : 'The database'
  const holder = database.engine === 'sqlite' ? holderOf(database.path) : null
  const who = holder ? `process ${holder.pid} (${holder.command})` : 'another process'
  return new CommandError(`${path} is in use by ${who}. ${advice}`, 1, { cause })
}

export interface Holder {
  readonly pid: number
  readonly command: string
}

/** The process that holds a lock on a file; Linux alone tells. */
function holderOf(path: string): Holder | null {
  try {
    const { ino } = statSync(path)
    // proc(5): `1: POSIX  ADVISORY  WRITE 708 08:01:13393 1073741825 1073742335`
    const lines = readFileSync('/proc/locks', 'utf8').split('\n')
    const line = lines.find((text) => text.split(/\s+/)[5]?.endsWith(`:${ino}`))
    const pid = Number(line?.split(/\s+/)[4] ?? 0)
    return pid > 0 ? { pid, command: commandOf(pid) } : null
  } catch {
    return null
  }
}

/** Program and first arguments. */
export function commandOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.slice(0, 3).join(' ').trim().slice(0, 200) || 'unknown program'
  } catch {
    return 'unknown program'
  }
}
