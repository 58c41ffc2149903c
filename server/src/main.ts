import { enableCompileCache } from 'node:module'

// Before anything else is loaded: later starts then find the modules compiled.
enableCompileCache()
const { loadConfig } = await import('./config/load.ts')
const { greeting, startServer } = await import('./serve.ts')
const running = await startServer(loadConfig(process.env))
process.stdout.write(`${await greeting(running)}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => running.stop())
