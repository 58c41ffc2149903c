import { open as openFile, rm } from 'node:fs/promises'
import { exportAudit } from '../../domain/audit/export-audit.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { fileNamed } from '../files.ts'

export const exportLog: Command = {
  name: 'export',
  summary: 'Write the audit log as JSON lines, to standard output or into a file.',
  more: 'The lines can be verified without the database: keyward audit verify --export FILE',
  options: [
    { flags: '--chain <name>', summary: 'only the log of this account number, or of "system"' },
    { flags: '--to <file>', summary: 'new file to write into' },
  ],
  place: 'beside',
  run: async (context, input) => {
    const { deps } = await context.open()
    const lines = exportAudit(deps, context.actor, input.optional('chain'))
    const to = input.optional('to')
    if (to === null) {
      for await (const line of lines) await context.write(line)
      return { json: undefined, text: '' }
    }
    const count = await writeFile(context, to, lines)
    return { json: { file: fileNamed(context, to), lines: count }, text: `Wrote ${count} lines to ${to}.` }
  },
}

async function writeFile(context: Context, name: string, lines: AsyncIterable<string>): Promise<number> {
  const path = fileNamed(context, name)
  const file = await openFile(path, 'wx', 0o600).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CommandError(`${path} cannot be written as a new file (${reason}).`)
  })
  let count = 0
  try {
    for await (const line of lines) {
      await file.write(line)
      count++
    }
    await file.sync()
    return count
  } catch (error) {
    // Half a log would look like one that was cut off, and stand in the way of the next attempt.
    await rm(path)
    throw error
  } finally {
    await file.close()
  }
}
