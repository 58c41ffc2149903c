import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dovecotFiles } from './dovecot.ts'
import type { ConfigFile, MailPlace } from './place.ts'
import { postfixFiles } from './postfix.ts'
import { rspamdFiles } from './rspamd.ts'

/**
 * Writes the whole configuration of the mail servers into a folder, over what was written there before.
 * @returns names of the files, below the folder
 */
export function writeMailConfig(folder: string, place: MailPlace): readonly string[] {
  return writeFiles(folder, [...postfixFiles(place), ...dovecotFiles(place), ...rspamdFiles(place)])
}

/** @returns names of the files, below the folder */
export function writeFiles(folder: string, files: readonly ConfigFile[]): readonly string[] {
  for (const { name, text, open } of files) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { mode: 0o600 })
    chmodSync(path, open ? 0o644 : 0o600)
  }
  return files.map(({ name }) => name)
}

/** The names of the user and the group that a folder belongs to; the numbers where they have none. */
export function ownerOf(folder: string): { readonly user: string; readonly group: string } {
  const { uid, gid } = statSync(folder)
  return { user: nameIn('/etc/passwd', uid), group: nameIn('/etc/group', gid) }
}

function nameIn(file: string, number: number): string {
  const lines = readFileSync(file, 'utf8').split('\n')
  const fields = lines.map((line) => line.split(':'))
  return fields.find((field) => field[2] === String(number))?.[0] ?? String(number)
}
