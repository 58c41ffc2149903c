import { randomBytes } from 'node:crypto'
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Secret } from '../lib/secret.ts'

/**
 * What Keyward and the Dovecot of this machine know each other by: it lets Dovecot tell of logins, and Keyward end
 * sessions. Made at first need, for the owner of the data folder alone.
 */
export function mailSystemSecret(dataDir: string): Secret {
  return secretIn(join(dataDir, 'mail-system.key'))
}

/** What rspamd shows. Another one than Dovecot's: it gets keys that sign mail, and nobody's sessions. */
export function mailFilterSecret(dataDir: string): Secret {
  return secretIn(join(dataDir, 'mail-filter.key'))
}

function secretIn(path: string): Secret {
  try {
    const made = randomBytes(32).toString('base64url')
    writeFileSync(path, `${made}\n`, { flag: 'wx', mode: 0o600 })
    const { uid, gid } = statSync(dirname(path))
    if (process.getuid?.() === 0) chownSync(path, uid, gid)
    return new Secret(made)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return new Secret(readFileSync(path, 'utf8').trim())
  }
}
