// node scripts/testing/apt-install.ts PACKAGE…: installs Debian packages without letting any service start.
import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { withoutServices } from './policy-rc-d.ts'

const LISTS_ARE_FRESH_FOR_MS = 24 * 3600 * 1000
const LOCK_TIMEOUT_SECONDS = 300

function main(packages: readonly string[]): number {
  // Ctrl-C must not leave the machine without its policy-rc.d, nor dpkg half-way: we finish, then end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  return withoutServices('/usr/sbin/policy-rc.d', () => {
    if (!listsAreFresh()) aptGet('update')
    if (install(packages) === 0) return 0
    return aptGet('update') || install(packages)
  })
}

function install(packages: readonly string[]) {
  return aptGet('install', '--yes', '--no-remove', '--no-install-recommends', ...packages)
}

function aptGet(...args: string[]): number {
  const options = ['-o', `DPkg::Lock::Timeout=${LOCK_TIMEOUT_SECONDS}`, '-o', 'Dpkg::Use-Pty=0', '-qq']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  const { status, error } = spawnSync('setsid', ['--wait', 'apt-get', ...options, ...args], {
    env,
    stdio: 'inherit',
  })
  if (error) console.error(error.message)
  return status ?? 1
}

function listsAreFresh() {
  const dates = globSync('/var/lib/apt/lists/*_Packages*').map((file) => statSync(file).mtimeMs)
  return dates.length > 0 && Date.now() - Math.max(...dates) < LISTS_ARE_FRESH_FOR_MS
}

process.exitCode = main(process.argv.slice(2))
