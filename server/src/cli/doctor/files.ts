import { existsSync, type Stats, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const MIN_FREE_BYTES = 64 * 1024 * 1024
const LOW_FREE_BYTES = 1024 * 1024 * 1024
const MIB = 1024 * 1024
const GROUP_OR_OTHERS = 0o077

/** Modes, owners and places of the files, and the room left for them. */
export function lookAtFiles(config: Config): readonly Finding[] {
  const { database, dataDir } = config
  const folder = database.engine === 'sqlite' ? dirname(database.path) : dataDir
  return [
    privacy('data folder', folder, '700'),
    ...(database.engine === 'sqlite' ? [privacy('database file', database.path, '600')] : []),
    ...masterKey(config),
    ...(database.engine === 'sqlite' ? room(folder) : []),
  ]
}

function privacy(check: string, path: string, mode: string): Finding {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return warn(check, `${path} is not there yet: the first start makes it.`)
  if (stats.uid !== process.getuid?.()) {
    return fail(
      check,
      `${path} belongs to user ${stats.uid}: give it to the user who runs the server (chown).`,
    )
  }
  if ((stats.mode & GROUP_OR_OTHERS) !== 0) {
    return fail(check, `${path} is open to other users: chmod ${mode} ${path}`)
  }
  return ok(check, `${path} is for its owner alone.`)
}

function masterKey({ masterKey: source, database }: Config): readonly Finding[] {
  if (source.kind !== 'file')
    return [
      ok('master key', `It comes from KEYWARD_MASTER_KEY${source.kind === 'command' ? '_COMMAND' : ''}.`),
    ]
  const begun = database.engine === 'sqlite' && existsSync(database.path)
  if (begun && !existsSync(source.path)) {
    return [fail('master key', `${source.path} is missing: put your copy of the master key there.`)]
  }
  const found = privacy('master key', source.path, '600')
  const isBeside = database.engine === 'sqlite' && sameVolume(source.path, database.path)
  if (!isBeside) return [found]
  const text =
    'It lies on the same volume as the database. See to it that no backup takes both, and keep a copy elsewhere: ' +
    'KEYWARD_MASTER_KEY_FILE says where it is.'
  return [found, warn('master key', text)]
}

function sameVolume(left: string, right: string): boolean {
  const device = (path: string): Stats['dev'] | undefined => statSync(path, { throwIfNoEntry: false })?.dev
  return device(left) !== undefined && device(left) === device(right)
}

function room(folder: string): readonly Finding[] {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (!stats) return []
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const text = `${Math.floor(free / MIB)} MiB are free`
  return [
    free < MIN_FREE_BYTES
      ? fail('disk', `${text}: make room now; without it nothing can be saved, not even a reset.`)
      : free < LOW_FREE_BYTES
        ? warn('disk', `${text}: make room soon.`)
        : ok('disk', `${text}.`),
    statSync(join(folder, 'ballast'), { throwIfNoEntry: false })
      ? ok('ballast', '4 MiB are kept back for the day the disk is full.')
      : warn(
          'ballast',
          'The space kept back for a full disk is used up, or there was no room: make room and restart.',
        ),
  ]
}
