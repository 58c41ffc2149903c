// The one door of `npm start`, `npm test` and their kin: installs and builds what is stale, then steps aside.
// It calls npm itself because ignore-scripts=true keeps npm from running any pre… script.
import { existsSync } from 'node:fs'
import { become, chooseNode, ROOT, stop } from '../server/bin/pinned-node.mjs'
import { buildPanel } from './launch/build-panel.mjs'
import { install } from './launch/install.mjs'

/** @type {Record<string, { program: string[], withTestTools: boolean, withPanel: boolean }>} */
const COMMANDS = {
  start: { program: ['server/src/main.ts', 'serve'], withTestTools: false, withPanel: true },
  keyward: { program: ['server/src/main.ts'], withTestTools: false, withPanel: false },
  test: { program: ['scripts/test.ts'], withTestTools: true, withPanel: true },
  check: { program: ['scripts/test.ts', 'check'], withTestTools: true, withPanel: false },
  install: { program: [], withTestTools: true, withPanel: false },
  bench: { program: ['tests/bench/main.ts'], withTestTools: true, withPanel: true },
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) stop(`usage: node scripts/launch.mjs ${Object.keys(COMMANDS).join('|')} [arguments]`)
const [entry, ...fixed] = command.program
if (entry && !existsSync(ROOT + entry)) stop(`keyward: ${entry} is missing from this checkout.`)
install(command)
const node = chooseNode()
if (command.withPanel) buildPanel(node)
if (entry) become(node, [ROOT + entry, ...fixed, ...args])
