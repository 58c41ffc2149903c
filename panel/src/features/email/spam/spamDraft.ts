import type { DomainSpamSettingsChange, SenderChange, SpamSettings } from '@keyward/sdk'

/** What is typed about spam. */
export interface SpamDraft extends Pick<SpamSettings, 'level' | 'handling' | 'cleansFolder' | 'forwardTo'> {
  readonly folderDays: string
  readonly folderMessages: string
  /** Of a domain. */
  readonly overridesMailboxes: boolean
}

export function draftOf(settings: SpamSettings): SpamDraft {
  const { level, handling, cleansFolder, forwardTo, folderDays, folderMessages } = settings
  return {
    ...{ level, handling, cleansFolder, forwardTo },
    ...{ folderDays: `${folderDays}`, folderMessages: `${folderMessages}`, overridesMailboxes: false },
  }
}

/** What is asked of the server: of each handling its own. */
export function changeOf(draft: SpamDraft): DomainSpamSettingsChange {
  const { level, handling, cleansFolder } = draft
  const folder = {
    cleansFolder,
    ...(cleansFolder && {
      folderDays: wholeOf(draft.folderDays),
      folderMessages: wholeOf(draft.folderMessages),
    }),
  }
  return {
    ...{ level, handling },
    ...(handling === 'toFolder' && folder),
    ...(handling === 'toAddress' && { forwardTo: draft.forwardTo.trim() }),
    ...(draft.overridesMailboxes && { overridesMailboxes: true }),
  }
}

/** An empty field sets no limit; what is no number is for the server to refuse. */
const wholeOf = (text: string) => (text.trim() === '' ? 0 : Number(text))

/** One on each line, or divided by commas. */
export function entriesIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '')
}

/** What makes the one list of the other. */
export function senderChange(before: readonly string[], typed: string): SenderChange {
  const after = entriesIn(typed).map((entry) => entry.toLowerCase())
  const add = [...new Set(after)].filter((entry) => !before.includes(entry))
  return { add, remove: before.filter((entry) => !after.includes(entry)) }
}
