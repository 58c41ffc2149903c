// Plain JavaScript without dependencies: this runs on whatever Node is installed, before anything else can.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** First Node release with `crypto.argon2` (nodejs.org/api/crypto.html#cryptoargon2algorithm-parameters-callback). */
const OLDEST_NODE = { major: 24, minor: 7 }

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PINNED_NODE = `${ROOT}node_modules/.bin/node`
// Known before the first module is read: main.ts, which sets the same for those who run it themselves, is one that
// Node would else translate anew each time, a quarter of what a short command takes.
export const COMPILE_CACHE = process.env['NODE_COMPILE_CACHE'] || `${ROOT}node_modules/.cache/node`

/** @param {string} version such as `24.21.0` */
export function runsKeyward(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST_NODE.major || (major === OLDEST_NODE.major && minor >= OLDEST_NODE.minor)
}

/**
 * The Node that runs Keyward: this one when it is new enough, else the pinned one from the npm registry.
 * Ends the process with a plain message when there is neither.
 */
export function chooseNode() {
  if (runsKeyward(process.versions.node)) return process.execPath
  if (existsSync(PINNED_NODE)) return PINNED_NODE
  return stop(
    `Keyward needs Node ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer; this is ${process.versions.node}. ` +
      'Where Keyward can fetch it by itself (Linux with glibc, x64 or arm64), run "npm ci". ' +
      'Elsewhere install Node 24 from https://nodejs.org and try again.',
  )
}

/**
 * Runs `node args…` in the place of this process: same terminal, signals passed on, same end.
 * @param {string} node path of the program
 * @param {readonly string[]} args
 */
export function become(node, args) {
  const child = spawn(node, args, {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  })
  child.on('error', (error) => stop(`Keyward could not run ${node}: ${error.message}. Install Node 24.`))
  const signals = passSignalsTo(child)
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const name of signals) process.removeAllListeners(name)
    // Whoever waits for us must see the same death; the exit below is for signals that cannot end a process.
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000)
  })
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
  for (const name of signals) {
    process.on(name, () => {
      // A terminal sends Ctrl-C and Ctrl-\ to the child as well; twice would look like impatience.
      const fromTerminal = process.stdin.isTTY && (name === 'SIGINT' || name === 'SIGQUIT')
      if (!fromTerminal) child.kill(name)
    })
  }
  return signals
}

/**
 * @param {string} message
 * @returns {never}
 */
export function stop(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
