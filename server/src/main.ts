import { enableCompileCache, setSourceMapsSupport } from 'node:module'
import { join } from 'node:path'

// Before anything else is loaded: later starts then find the modules compiled. Not in the folder for everybody's
// temporary files, where others could leave something to run; where this one cannot be written there is no cache.
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/node')
// Set to nothing it means nothing: Node would take that for the folder it was started in.
enableCompileCache(process.env['NODE_COMPILE_CACHE'] || CACHE)
// Stack traces of a server made of few files then name the sources. Reading the maps would be a tenth of a short command.
if (process.argv[2] === 'serve') setSourceMapsSupport(true)
const { main } = await import('./cli/main.ts')
process.exitCode = await main(process.argv.slice(2))
