#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { pathToFileURL } from 'node:url'
import { become, COMPILE_CACHE, chooseNode, ROOT, runsKeyward } from './pinned-node.mjs'
import { programFile } from './program.mjs'

const program = programFile(ROOT)
if (runsKeyward(process.versions.node)) {
  enableCompileCache(COMPILE_CACHE)
  await import(pathToFileURL(program).href)
} else become(chooseNode(), [program, ...process.argv.slice(2)])
