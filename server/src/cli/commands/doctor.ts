import { existsSync } from 'node:fs'
import type { Command, Context, Reply } from '../command.ts'
import { lookAtData } from '../doctor/data.ts'
import { lookAtFiles } from '../doctor/files.ts'
import { type Finding, fail, ok, warn } from '../doctor/finding.ts'
import { lookAtListener } from '../doctor/listener.ts'
import { lookAtMailServer } from '../doctor/mail.ts'
import { lookAtProgram, lookAtSettings } from '../doctor/settings.ts'
import { failureOf } from '../errors.ts'
import { isInUse } from '../in-use.ts'
import { printable } from '../table.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is wrong with the installation, and what to do about it.',
  more: 'Ends with 1 when something has to be done. With --full all of the database is read; answers wait meanwhile.',
  options: [{ flags: '--full', summary: 'check every page, index and reference of the database' }],
  place: 'beside',
  withoutSettings: (faults) => reply(faults.map((text) => fail('settings', text))),
  run: async (context, input) => {
    const config = context.config()
    const findings = [
      ...lookAtProgram(),
      ...lookAtSettings(config),
      ...lookAtFiles(config),
      context.inServer ? ok('listener', 'The server runs.') : await lookAtListener(config),
      await lookAtMailServer(config.mail),
      ...(await data(context, input.flag('full'))),
    ]
    return reply(findings)
  },
}

/** Data that cannot be opened are what a doctor is asked about. */
async function data(context: Context, full: boolean): Promise<readonly Finding[]> {
  const { database } = context.config()
  if (database.engine === 'sqlite' && !existsSync(database.path)) {
    return [warn('database', `There is none at ${database.path} yet: the first start makes it.`)]
  }
  try {
    return await lookAtData(context.config(), await context.open(), full)
  } catch (error) {
    if (isInUse(error)) throw error
    return [fail('database', failureOf(error).message)]
  }
}

function reply(findings: readonly Finding[]): Reply {
  const isWell = findings.every(({ status }) => status !== 'fail')
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.map(
    ({ check, status, text }) => `${status.padEnd(4)}  ${check.padEnd(width)}  ${printable(text)}`,
  )
  const count = (wanted: Finding['status']) => findings.filter(({ status }) => status === wanted).length
  const sum = `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} to be mended.`
  return {
    json: { ok: isWell, findings },
    text: [...lines, '', sum].join('\n'),
    exitCode: isWell ? 0 : 1,
  }
}
