import { existsSync } from 'node:fs'

/** With a whole browser around the page, which takes three times what the page itself needs of it. */
export const WHOLE_CHROMIUM = '/usr/bin/chromium'
/** Debian has both; they draw the same. */
const PROGRAMS = ['/usr/bin/chromium-headless-shell', WHOLE_CHROMIUM]

/** The Chromium of the browser tests: `CHROMIUM_PATH` or Debian's; undefined where there is none. */
export function chromiumProgram(): string | undefined {
  return [process.env['CHROMIUM_PATH'] ?? PROGRAMS].flat().find((path) => existsSync(path))
}
