import { existsSync } from 'node:fs'

/** Debian has both; the first draws the same without the rest of a browser around it, in four fifths of the time. */
const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** The Chromium of the browser tests: `CHROMIUM_PATH` or Debian's; undefined where there is none. */
export function chromiumProgram(): string | undefined {
  return [process.env['CHROMIUM_PATH'] ?? PROGRAMS].flat().find((path) => existsSync(path))
}
