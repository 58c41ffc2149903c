import { readFileSync } from 'node:fs'

const PACKAGE = new URL('../../package.json', import.meta.url)

/** The version of this server, as its package says. */
export function version(): string {
  const { version: text }: { version: string } = JSON.parse(readFileSync(PACKAGE, 'utf8'))
  return text
}
