import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

/** One file of the panel's build with its compressed copies. */
export interface PanelFile {
  readonly path: string
  readonly type: string
  readonly bytes: Buffer
  readonly br: Buffer | null
  readonly gzip: Buffer | null
  readonly etag: string
  /** Named after its content, so that it never changes. */
  readonly hashed: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Vite puts `-` and eight characters of the content's hash before the ending. */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.\w+$/

/**
 * The panel's build, read once: half a megabyte, and no request ever names a file to the file system.
 * @param folder `panel/dist`; without it there are no files
 */
export function readPanelFiles(folder: string): ReadonlyMap<string, PanelFile> {
  const files = new Map<string, PanelFile>()
  if (!existsSync(folder)) return files
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(name)]
    if (type === undefined || !statSync(join(folder, name)).isFile()) continue
    const path = `/${name}`
    files.set(path, readPanelFile(join(folder, name), { path, type }))
  }
  return files
}

/**
 * The panel's document for those who are not signed in: the same, but it says so, and asks for no session. It is small
 * enough to go uncompressed.
 */
export function signedOutCopy({ path, type, bytes, hashed }: PanelFile): PanelFile {
  const marked = Buffer.from(bytes.toString().replace('<html', '<html data-signed-out'))
  return { path, type, bytes: marked, br: null, gzip: null, etag: etagOf(marked), hashed }
}

function etagOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
}

function readPanelFile(place: string, { path, type }: Pick<PanelFile, 'path' | 'type'>): PanelFile {
  const bytes = readFileSync(place)
  const copy = (ending: string) => (existsSync(place + ending) ? readFileSync(place + ending) : null)
  const [br, gzip] = [copy('.br'), copy('.gz')]
  return { path, type, bytes, br, gzip, etag: etagOf(bytes), hashed: HASHED.test(path) }
}
