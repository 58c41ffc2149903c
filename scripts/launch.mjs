// The one door of `npm start`, `npm test` and their kin: installs and builds what is stale, then steps aside.
// It calls npm itself because ignore-scripts=true keeps npm from running any pre… script.
import { existsSync } from 'node:fs'
import { become, chooseNode, ROOT, stop } from '../server/bin/pinned-node.mjs'
import { programFile } from '../server/bin/program.mjs'
import { buildPanel } from './launch/build-panel.mjs'
import { buildProgram } from './launch/build-program.mjs'
import { install } from './launch/install.mjs'

const KEYWARD = 'server/src/main.ts'

/** @type {Record<string, { program: string[], withTestTools: boolean, withPanel: boolean, withProgram: boolean }>} */
const COMMANDS = {
  start: { program: [KEYWARD, 'serve'], withTestTools: false, withPanel: true, withProgram: true },
  build: { program: [], withTestTools: false, withPanel: true, withProgram: true },
  keyward: { program: [KEYWARD], withTestTools: false, withPanel: false, withProgram: false },
  test: { program: ['scripts/test.ts'], withTestTools: true, withPanel: true, withProgram: false },
  check: { program: ['scripts/test.ts', 'check'], withTestTools: true, withPanel: false, withProgram: false },
  sdk: { program: ['scripts/pack-sdk.ts'], withTestTools: true, withPanel: false, withProgram: false },
  install: { program: [], withTestTools: true, withPanel: false, withProgram: false },
  bench: { program: ['tests/bench/main.ts'], withTestTools: true, withPanel: true, withProgram: true },
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) stop(`usage: node scripts/launch.mjs ${Object.keys(COMMANDS).join('|')} [arguments]`)
const [entry, ...fixed] = command.program
if (entry && !existsSync(ROOT + entry)) stop(`keyward: ${entry} is missing from this checkout.`)
install(command)
const node = chooseNode()
if (command.withPanel) buildPanel(node)
if (command.withProgram) buildProgram(ROOT, node)
if (entry) become(node, [entry === KEYWARD ? programFile(ROOT) : ROOT + entry, ...fixed, ...args])
