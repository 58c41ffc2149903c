import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Rolldown } from 'vite'

const PANEL = fileURLToPath(new URL('..', import.meta.url))
/** What the page names and no build makes. */
const PUBLIC = ['theme.js', 'favicon.svg']

/** The page of all parts (`npm run dev -w panel`, then `/__kit/`) as files by their paths; nothing is written. */
export async function buildKit(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const built = await build({
    configFile: false,
    root: PANEL,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      write: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: `${PANEL}__kit/index.html` },
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
