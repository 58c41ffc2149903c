import { existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const OURS = `#!/bin/sh
# Put here by Keyward's test run while it installs packages; see /usr/share/doc/init-system-helpers.
exit 101
`

/**
 * Does `work` while Debian's packages may start no service, then puts back what was there before. A run that was
 * killed in the middle is tidied up by the next one. Callers take turns (see the lock in debian-packages.ts).
 * @param policy path of policy-rc.d
 */
export function withoutServices<Result>(policy: string, work: () => Result): Result {
  const saved = `${policy}.before-keyward`
  if (isOurs(policy)) putBack(policy, saved)
  if (isThere(policy)) renameSync(policy, saved)
  try {
    writeFileSync(policy, OURS, { mode: 0o755 })
    return work()
  } finally {
    putBack(policy, saved)
  }
}

function putBack(policy: string, saved: string) {
  rmSync(policy, { force: true })
  if (isThere(saved)) renameSync(saved, policy)
}

function isOurs(policy: string) {
  return existsSync(policy) && readFileSync(policy, 'utf8') === OURS
}

/** Also true for a symbolic link that leads nowhere. */
function isThere(path: string) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
