import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { madeProgram } from '../../server/bin/program.mjs'

/** A server that runs goes on reading the files that it was started from. */
const KEPT = 3

/**
 * Makes the program of the sources as they are, once. Without it the sources themselves are run.
 * @param {string} root ending in a slash
 * @param {string} node
 */
export function buildProgram(root, node) {
  const folder = madeProgram(root)
  if (existsSync(folder)) return
  // Under another name until it is whole: two may be building it.
  const unfinished = `${folder}.${process.pid}`
  const { status } = spawnSync(node, [`${import.meta.dirname}/bundle.ts`, root, unfinished], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  // Sources that changed meanwhile are not what the name says.
  if (status !== 0 || existsSync(folder) || madeProgram(root) !== folder) {
    rmSync(unfinished, { recursive: true, force: true })
    return
  }
  renameSync(unfinished, folder)
  removeOldest(dirname(folder))
}

/** @param {string} programs */
function removeOldest(programs) {
  mkdirSync(programs, { recursive: true })
  const ages = readdirSync(programs).map((name) => ({
    name,
    madeAtMs: statSync(`${programs}/${name}`).mtimeMs,
  }))
  for (const { name } of ages.sort((a, b) => b.madeAtMs - a.madeAtMs).slice(KEPT))
    rmSync(`${programs}/${name}`, { recursive: true, force: true })
}
