import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

/** Modules that look for files beside themselves find them where they were written. */
const OWN_PLACES: Plugin = {
  name: 'own places',
  transform: {
    filter: { code: 'import.meta', id: /\/(server|tests)\// },
    handler: (code, id) => ({
      code: code
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      // Lines stay where they were.
      map: null,
    }),
  },
}

/**
 * Makes a few files of a program's hundreds, for this place alone: loading the hundreds is what a start spends most of
 * its time on.
 * @param folder where `NAME.js` of each entry will be
 */
export async function bundle(root: string, folder: string, entries: Record<string, string>): Promise<void> {
  const bundled = await rolldown({ input: entries, cwd: root, platform: 'node', plugins: [OWN_PLACES] })
  await bundled.write({ dir: folder, format: 'esm', sourcemap: true, sourcemapExcludeSources: true })
  await bundled.close()
}

if (import.meta.main) {
  const [, , root = '', folder = ''] = process.argv
  await bundle(root, folder, { main: 'server/src/main.ts' })
}
