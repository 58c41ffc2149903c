import type { DomainSpamSettingsChange, SenderChange, SenderList } from '@keyward/sdk'
import type { Snippet } from '../../../ui/snippet.ts'
import { mailSnippets } from '../code.ts'
import { present, signedPath } from '../snippets.ts'
import type { SpamOwner } from './spamOwner.ts'

const origin = () => window.location.origin
const json = (value: unknown) => JSON.stringify(value)

const pathOf = ({ kind, name }: SpamOwner) => (kind === 'domain' ? `/domains/${name}` : `/mailboxes/${name}`)
const signedOf = ({ kind, name }: SpamOwner) =>
  kind === 'domain' ? `/customers/me/domains/${name}` : signedPath(name)
const callOf = (act: string, { kind }: SpamOwner) => `${act}Of${kind === 'domain' ? 'Domain' : 'Mailbox'}`

export function spamSnippets(owner: SpamOwner, change: DomainSpamSettingsChange): readonly Snippet[] {
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `${pathOf(owner)}/spam`,
    body: { ...change },
    sdk: `console.log(await keyward.spam.${callOf('change', owner)}('${owner.name}', ${json(change)}))`,
    signed: {
      method: 'PUT',
      path: `${signedOf(owner)}/spam/settings`,
      form: present({
        filterLevel: change.level,
        'rsEmail.spamHandling': change.handling,
        'rsEmail.hasFolderCleaner': change.cleansFolder,
        'rsEmail.spamFolderAgeLimit': change.folderDays,
        'rsEmail.spamFolderNumLimit': change.folderMessages,
        'rsEmail.spamForwardingAddress': change.forwardTo,
        overrideUserSettings: change.overridesMailboxes,
      }),
    },
  })
}

export function senderSnippets(owner: SpamOwner, list: SenderList, change: SenderChange): readonly Snippet[] {
  const { add = [], remove = [] } = change
  const call = callOf('changeSenders', owner)
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `${pathOf(owner)}/senders/${list}`,
    body: { add, remove },
    sdk: `console.log(await keyward.spam.${call}('${owner.name}', '${list}', ${json({ add, remove })}))`,
    // That API refuses a change of nothing.
    ...(add.length + remove.length > 0 && {
      signed: {
        method: 'PUT',
        path: `${signedOf(owner)}/spam/${list}`,
        form: present({
          addList: add.length > 0 ? add.join(',') : undefined,
          removeList: remove.length > 0 ? remove.join(',') : undefined,
        }),
      },
    }),
  })
}
