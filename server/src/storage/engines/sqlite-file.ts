import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { StoreDamagedError, StoreUnusableError } from '../errors.ts'

/** `f_type` of statfs(2) on Linux: file systems whose locks or syncs do not hold what SQLite needs. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x564c, 'NCP'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x01021997, '9P'],
  [0x65735546, 'FUSE'],
])

/** "KEYW": tells our files from other SQLite files. */
export const APPLICATION_ID = 0x4b455957

const HEADER_BYTES = 100
const MAGIC = 'SQLite format 3\0'

/** Makes folder and file readable by their owner alone; SQLite gives its side files the same mode. */
export function prepareFile(path: string): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  refuseNetworkFileSystem(folder)
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
}

function refuseNetworkFileSystem(folder: string): void {
  const name = networkFileSystem(statfsSync(folder).type)
  if (name) {
    throw new StoreUnusableError(
      `The folder ${folder} is on ${name}, where SQLite can lose data. Use a local disk, or PostgreSQL.`,
    )
  }
}

export function networkFileSystem(type: number): string | undefined {
  // The numbers mean something else on other systems.
  return process.platform === 'linux' ? NETWORK_FILE_SYSTEMS.get(type >>> 0) : undefined
}

/** A write-ahead log with content is left behind only by a process that did not get to close the database. */
export function stoppedUncleanly(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** Only while a new database is given its header; afterwards there is the write-ahead log. */
export function hasRollbackJournal(path: string): boolean {
  return existsSync(`${path}-journal`)
}

/** Whether the database has anything in it yet. */
export function isEmpty(path: string): boolean {
  return statSync(path).size === 0 && !stoppedUncleanly(path)
}

/**
 * Compares the header with the file, which costs nothing. For a database that was closed cleanly.
 * @throws StoreDamagedError
 */
export function checkHeader(path: string): void {
  const { size } = statSync(path)
  const header = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  const length = readSync(file, header, 0, HEADER_BYTES, 0)
  closeSync(file)
  if (length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) {
    throw new StoreDamagedError(path, 'this is not an SQLite file')
  }
  // sqlite.org/fileformat.html, section 1.3: page size at 16 (1 means 65,536), size in pages at 28.
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const expected = header.readUInt32BE(28) * pageSize
  if (size < expected) throw new StoreDamagedError(path, `${size} bytes where ${expected} are expected`)
}
