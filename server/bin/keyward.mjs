#!/usr/bin/env node
import { become, chooseNode, ROOT } from './pinned-node.mjs'

become(chooseNode(), [`${ROOT}server/src/main.ts`, ...process.argv.slice(2)])
