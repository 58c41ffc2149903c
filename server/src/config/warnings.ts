import type { Config } from './config.ts'
import { isLoopback } from './parsers.ts'
import type { Environment } from './reader.ts'
import { SETTINGS } from './settings.ts'

/** What is allowed but deserves a sentence in the log. */
export function settingsWarnings(config: Omit<Config, 'warnings'>, env: Environment): readonly string[] {
  return [...addressWarnings(config), ...masterKeyWarnings(config), ...unknownNames(env)]
}

function* addressWarnings({ host, publicUrl, tls }: Omit<Config, 'warnings'>): Generator<string> {
  if (publicUrl === null && !isLoopback(host))
    yield 'KEYWARD_PUBLIC_URL is not set: links and catalogs will name localhost, which other machines cannot reach'
  const plain =
    publicUrl?.startsWith('http://') && !isLoopback(new URL(publicUrl).hostname.replace(/[[\]]/g, ''))
  if (plain && !tls)
    yield 'KEYWARD_PUBLIC_URL begins with http://: keys and passwords cross the network readable, and browsers refuse to keep people signed in'
}

function* masterKeyWarnings({ masterKey }: Omit<Config, 'warnings'>): Generator<string> {
  if (masterKey.kind === 'value')
    yield 'KEYWARD_MASTER_KEY: other programs of the same user can read the environment; a file is safer'
}

/** A mistyped name would otherwise be silence. */
function* unknownNames(env: Environment): Generator<string> {
  const known = new Set<string>(Object.values(SETTINGS).map((setting) => setting.env))
  for (const name of Object.keys(env).sort()) {
    if (name.startsWith('KEYWARD_') && !name.startsWith('KEYWARD_TEST_') && !known.has(name))
      yield `${name} is not a setting of this version and does nothing`
  }
}
