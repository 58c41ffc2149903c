import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rolldown } from 'vite'

const PANEL = fileURLToPath(new URL('..', import.meta.url))
/** What the pages name and no build makes. */
const PUBLIC = ['theme.js', 'favicon.svg']

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

export type Files = ReadonlyMap<string, string | Uint8Array>

/** A page of the panel and all it loads, by their paths; nothing is written. @param page `index.html`, or one like it */
export async function buildInMemory(page: string, plugins: readonly Plugin[] = []): Promise<Files> {
  const built = await build({
    configFile: false,
    root: PANEL,
    logLevel: 'warn',
    plugins: [react(), ...plugins],
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      write: false,
      modulePreload: { polyfill: false },
      cssCodeSplit: false,
      rolldownOptions: { input: `${PANEL}${page}` },
    },
  })
  const files = outputsOf(built).map(
    (file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source] as const,
  )
  return new Map([
    ...files,
    ...PUBLIC.map((name) => [`/${name}`, readFileSync(`${PANEL}public/${name}`)] as const),
  ])
}

function outputsOf(built: Awaited<ReturnType<typeof build>>): Rolldown.RolldownOutput['output'][number][] {
  if ('close' in built) throw new Error('The build watches instead of ending.')
  return [built].flat().flatMap(({ output }) => output)
}
