import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder with what is in it. Empty where there is no folder. */
export function contentsOf(folder: string): Record<string, string> {
  return readEach(folder, (path) => readFileSync(path, 'latin1'))
}

/** The same with digests of what is in them, to see that nothing was written. */
export function digestsOf(folder: string): Record<string, string> {
  return readEach(folder, (path) => hash('sha256', readFileSync(path)))
}

function readEach(folder: string, read: (path: string) => string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, read(join(folder, name))]))
}
