import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { styleText } from 'node:util'
import { FAILED, type Outcome, PASSED, sum } from './outcome.ts'
import { run } from './processes.ts'

interface Check {
  readonly name: string
  readonly command: readonly string[]
}

/** Of the two that are installed (docs/decisions/dependencies.md): by its path, since both are called tsc. */
const TSC = 'node_modules/typescript-7/bin/tsc'

/** Looks at the code without running it: types, lint and format, import rules, dead code. */
export async function runChecks(): Promise<Outcome> {
  return sum(await Promise.all(allChecks().map(runCheck)))
}

function allChecks(): Check[] {
  return [
    ...globSync(['{server,panel,sdk,scripts}/tsconfig*.json', 'tests/*/tsconfig.json']).sort().map(typeCheck),
    { name: 'lint and format', command: ['biome', 'check', '--error-on-warnings', '.'] },
    { name: 'import rules', command: ['node', 'scripts/boundaries.ts'] },
    { name: 'dead code', command: ['knip'] },
  ]
}

/** What has not changed since the last run is not looked at again. */
function typeCheck(config: string): Check {
  const memory = `node_modules/.cache/tsc/${config.replaceAll('/', '-')}.tsbuildinfo`
  // Several threads would work the same types out once each; the checks run beside each other anyway.
  const options = ['--singleThreaded', '--incremental', '--tsBuildInfoFile', memory]
  const command = ['node', TSC, '-p', config, ...options]
  return { name: `types: ${dirname(config)}`, command }
}

async function runCheck({ name, command }: Check): Promise<Outcome> {
  const beganAtMs = performance.now()
  const { code, output } = await run(command, { show: false })
  const seconds = `${((performance.now() - beganAtMs) / 1000).toFixed(1)} s`
  if (code === 0) {
    console.log(`✔ ${name}, ${seconds}`)
    return PASSED
  }
  console.log(`${styleText('red', `✖ ${name}, ${seconds}: ${command.join(' ')}`)}\n${output.trimEnd()}`)
  return FAILED
}
