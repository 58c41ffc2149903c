import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { MasterKeyError } from './errors.ts'
import { type MasterKey, parseMasterKeys } from './master-key.ts'

/** Anything a ring could need, and far less than a wrong file might be. */
const MAX_FILE_BYTES = 64 * 1024
const OWNER_ONLY = 0o600
const GROUP_OR_OTHERS = 0o077

const HEADING = `# Keyward's master key. Without it nothing sealed in the database can ever be read again.
# Keep a copy, apart from the database and its backups. The first key is in use, any further ones are previous.
`

/**
 * The ring in the file; null when there is no such file.
 * @throws MasterKeyError when others can read it, or it holds no key
 */
export async function readMasterKeyFile(path: string): Promise<readonly [MasterKey, ...MasterKey[]] | null> {
  const text = await readPrivateFile(path)
  return text === null ? null : parseMasterKeys(text, path)
}

/**
 * Writes the first ring. Never overwrites: a file that is there already stays, whoever put it there.
 * @throws MasterKeyError when it cannot be written; error with code EEXIST when there is a file already
 */
export async function createMasterKeyFile(path: string, ring: readonly MasterKey[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // A link is all or nothing: a crash cannot leave an empty file that the next start would refuse.
  await viaTemporary(path, ring, (temporary) => link(temporary, path))
}

/** Replaces the ring; a crash leaves the old one or the new one, never a part. */
export async function replaceMasterKeyFile(path: string, ring: readonly MasterKey[]): Promise<void> {
  await viaTemporary(path, ring, (temporary) => rename(temporary, path))
}

/** Removes what writers left behind that were killed: it may hold keys. Only while nobody else can be writing. */
export async function removeLeftovers(path: string): Promise<void> {
  const prefix = `${basename(path)}.`
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix) && name.endsWith('.tmp')) await unlink(join(dirname(path), name))
  }
}

async function viaTemporary(
  path: string,
  ring: readonly MasterKey[],
  publish: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writePrivateFile(temporary, HEADING + ring.map((key) => `${key.line.reveal()}\n`).join(''))
    await publish(temporary)
    await syncFolder(dirname(path))
  } finally {
    await unlink(temporary).catch(ignoreMissing)
  }
}

async function writePrivateFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY)
  try {
    // The mode given to open is cut by the umask, which may even take the owner's rights.
    await file.chmod(OWNER_ONLY)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the name itself durable, not only what is in the file. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function readPrivateFile(path: string): Promise<string | null> {
  const file = await openIfThere(path)
  if (!file) return null
  try {
    const { mode, size } = await privateStat(file, path)
    if ((mode & GROUP_OR_OTHERS) !== 0)
      throw new MasterKeyError(`${path} can be read by group or others; run: chmod 600 ${path}`)
    if (size > MAX_FILE_BYTES) throw new MasterKeyError(`${path} is too large to be a master key file.`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Asked of the open file, not of its name: the name may point elsewhere a moment later. */
async function privateStat(file: FileHandle, path: string) {
  const stat = await file.stat()
  if (!stat.isFile()) throw new MasterKeyError(`${path} is not a file.`)
  return stat
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    // Without O_NONBLOCK a named pipe would hold the start for ever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw new MasterKeyError(`${path} cannot be read.`, { cause: error })
  }
}

function ignoreMissing(error: unknown): void {
  if (!hasCode(error, 'ENOENT')) throw error
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
