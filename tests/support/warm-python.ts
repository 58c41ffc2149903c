import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { CliResult } from './cli.ts'
import { PYTHON, runProgram } from './programs.ts'

/** Client programs that are written in Python. */
const PROGRAMS = ['openstack', 'swift']
const SCRIPT = join(import.meta.dirname, 'warm-python.py')
const Answer = z.object({ exitCode: z.int(), stdout: z.string(), stderr: z.string() })

type Env = Readonly<Record<string, string>>

export interface ClientRunner {
  readonly run: (program: string, args: readonly string[], env: Env) => Promise<CliResult>
  readonly stop: () => void
}

/**
 * Runs client programs to their end. What is written in Python is started as people start it the first time only, then
 * as a fork of one Python that has loaded it: starting takes these programs a hundred times as long as their work.
 * @param home where they keep their own settings
 */
export function startClientRunner(home: Env, cwd?: string): ClientRunner {
  const started = new Set<string>()
  let python: WarmPython | undefined
  return {
    run: (program, args, env) => {
      const isPython = program === PYTHON || PROGRAMS.includes(program)
      if (!isPython || !started.has(program)) {
        started.add(program)
        return runProgram(program, args, env, cwd)
      }
      python ??= startPython(home, cwd)
      return python.run(program === PYTHON ? args : [program, ...args], env)
    },
    stop: () => python?.stop(),
  }
}

interface WarmPython {
  readonly run: (argv: readonly string[], env: Env) => Promise<CliResult>
  readonly stop: () => void
}

function startPython(env: Env, cwd: string | undefined): WarmPython {
  const child = spawn(PYTHON, [SCRIPT], { env, cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    run: async (argv, settings) => {
      child.stdin.write(`${JSON.stringify({ argv, env: settings })}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error('Python has ended')
      return Answer.parse(JSON.parse(value))
    },
    stop: () => child.stdin.end(),
  }
}
