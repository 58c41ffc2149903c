import type { Reply } from './command.ts'

/** Nothing for a command that has written its answer already. */
export function replyText(reply: Reply, json: boolean): string {
  const text = json ? (JSON.stringify(reply.json) ?? '') : reply.text
  return text === '' ? '' : `${text}\n`
}
