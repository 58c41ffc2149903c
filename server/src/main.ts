import { enableCompileCache } from 'node:module'

// Before anything else is loaded: later starts then find the modules compiled.
enableCompileCache()
const { main } = await import('./cli/main.ts')
process.exitCode = await main(process.argv.slice(2))
