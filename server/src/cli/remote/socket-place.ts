import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Config } from '../../config/config.ts'

/** Where the server that owns a database listens for commands. */
export interface SocketPlace {
  /** Holds sockets alone, and only its owner may enter. */
  readonly folder: string
  readonly name: string
}

/** sun_path of unix(7) is 108 bytes on Linux and 104 on macOS, with a NUL at the end. */
const MAX_SOCKET_PATH_BYTES = 103

/** Beside the database file, so that whoever holds that file's lock owns the socket too. Null on PostgreSQL. */
export function socketPlace(
  { database }: Pick<Config, 'database'>,
  platform: NodeJS.Platform = process.platform,
): SocketPlace | null {
  if (database.engine !== 'sqlite') return null
  const beside = realFolder(dirname(database.path))
  const name = `command-${shortDigest(basename(database.path))}.sock`
  const folder = join(beside, 'run')
  if (platform === 'linux' || fits(join(folder, name))) return { folder, name }
  // Without /proc a long path has no short spelling: then a folder of this user's own, made with the same care.
  return { folder: `/tmp/keyward-${process.getuid?.()}-${shortDigest(beside)}`, name }
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES
}

function realFolder(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** A spelling of the socket's path that fits into a socket address, however long the folder's name is. */
export interface ShortPath {
  readonly path: string
  /** To be called when nobody uses `path` any more. */
  release(): void
}

/** @throws NodeJS.ErrnoException when there is no such folder */
export function shortPath({ folder, name }: SocketPlace): ShortPath {
  const path = join(folder, name)
  if (fits(path)) return { path, release: () => undefined }
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  let isOpen = true
  const release = () => {
    if (isOpen) closeSync(fd)
    isOpen = false
  }
  return { path: `/proc/self/fd/${fd}/${name}`, release }
}
