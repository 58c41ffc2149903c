import type { Command } from '../command.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Run the server until it is told to stop.',
  more: 'Settings come from the environment: docs/reference/settings.md lists them.',
  options: [],
  place: 'itself',
  run: async ({ serve: runServer }) => {
    await runServer()
    return { json: { stopped: true }, text: '' }
  },
}
