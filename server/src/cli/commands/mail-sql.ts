import { existsSync } from 'node:fs'
import { Secret } from '../../lib/secret.ts'
import { sha256Hex } from '../../lib/sha256.ts'
import type { MachinePlace } from '../../mail-system/config/place.ts'
import { sqlFiles } from '../../mail-system/config/sql.ts'
import { writeFiles } from '../../mail-system/config/write.ts'
import { mailSystemSecret } from '../../mail-system/secret-file.ts'
import type { Context, Reply } from '../command.ts'
import { CommandError } from '../errors.ts'

/** For mail servers that read the views of the database themselves; with what makes the role that they do it as. */
export function writeSqlConfig(context: Context, folder: string, place: MachinePlace): Reply {
  const { database, dataDir } = context.config()
  if (database.engine !== 'postgres')
    throw new CommandError(
      'SQLite has no rights for single views: --sql is for PostgreSQL (KEYWARD_DATABASE_URL).',
    )
  const named = databaseOf(database.url)
  if (!existsSync(dataDir)) throw new CommandError(`There is no ${dataDir}: start the server once.`)
  const files = writeFiles(folder, sqlFiles({ ...place, database: named, password: passwordIn(dataDir) }))
  const text = [`Written into ${folder}:`, ...files.map((name) => `  ${name}`), NEXT].join('\n')
  return {
    json: { folder, files, host: place.host, database: `${named.host}:${named.port}/${named.name}` },
    text,
  }
}

const NEXT =
  'Next: run role.sql in the database, copy the others below /etc, and start Dovecot and Postfix anew.'

function databaseOf(url: Secret) {
  const { hostname, port, pathname } = new URL(url.reveal())
  const name = decodeURIComponent(pathname.slice(1))
  if (!/^[\w.-]+$/.test(hostname) || !/^[\w-]+$/.test(name))
    throw new CommandError(
      '--sql: KEYWARD_DATABASE_URL must name a host, and a database of letters, digits, _ and -.',
    )
  return { host: hostname, port: port || '5432', name }
}

/** The same each time: what was written before goes on working. */
function passwordIn(dataDir: string): Secret {
  return new Secret(sha256Hex(`keyward_mail ${mailSystemSecret(dataDir).reveal()}`))
}
