import { SETTINGS } from './settings.ts'

const HEAD = `# Settings

Read from the environment when the server or a command starts. Every setting has a default: \`npm start\` needs none.
A value that cannot be used stops the start with exit code 78 and one line for each fault.

| Setting | Value | Default | What it is for |
| --- | --- | --- | --- |
`

const TAIL = `
Settings marked with a lock are secrets: they are taken out of the environment after reading and never printed.

The master key is looked for in this order: a named file, the program, the value, the file in the data folder.
`

/** The page docs/reference/settings.md. */
export function settingsReference(): string {
  const rows = Object.values(SETTINGS).map(
    (setting) =>
      `| \`${setting.env}\`${setting.secret ? ' 🔒' : ''} | ${setting.value} | ${setting.default} | ${setting.why} |\n`,
  )
  return HEAD + rows.join('') + TAIL
}
