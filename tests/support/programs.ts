import { existsSync } from 'node:fs'

/**
 * The system's own interpreters, which Debian's client packages belong to; another one that comes first in the
 * PATH does not see them.
 */
export const PYTHON = systemProgram('python3')
export const RUBY = systemProgram('ruby')

function systemProgram(name: string): string {
  return existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : name
}
