import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

const FOLDER = 'node_modules/.cache/keyward/program'
const ENTRIES = { main: 'server/src/main.ts', 'quick-main': 'tests/support/quick-main.ts' }

/** Modules that look for files beside themselves find them where they were written. */
const OWN_PLACES: Plugin = {
  name: 'own places',
  transform: {
    filter: { code: 'import.meta', id: /\/(server|tests)\// },
    handler: (code, id) =>
      code
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
  },
}

/**
 * Makes a few files of the program's hundreds. Tests start it more than a hundred times, and loading the hundreds is
 * what a start spends most of its time on.
 * @returns the folder with `main.js`, and with `quick-main.js` for servers
 */
export async function bundleProgram(root: string): Promise<string> {
  const folder = join(root, FOLDER)
  rmSync(folder, { recursive: true, force: true })
  const bundle = await rolldown({ input: ENTRIES, cwd: root, platform: 'node', plugins: [OWN_PLACES] })
  await bundle.write({ dir: folder, format: 'esm' })
  await bundle.close()
  return folder
}
