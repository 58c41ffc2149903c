#!/usr/bin/env node
// Node 20 has no compile cache: importing it by its name would fail there.
import module from 'node:module'
import { pathToFileURL } from 'node:url'
import { become, COMPILE_CACHE, chooseNode, ROOT, runsKeyward } from './pinned-node.mjs'
import { programFile } from './program.mjs'

const program = programFile(ROOT)
if (runsKeyward(process.versions.node)) {
  module.enableCompileCache(COMPILE_CACHE)
  await import(pathToFileURL(program).href)
} else become(chooseNode(), [program, ...process.argv.slice(2)])
