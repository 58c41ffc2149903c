import { changeOwnSettings } from '../../../domain/mailbox-owners/change-own-settings.ts'
import { html } from '../html.ts'
import { checkbox, textArea } from '../text-area.ts'
import { tokenField } from './frame.ts'
import type { OwnPage } from './own-page.ts'

export const vacationPage: OwnPage = {
  path: '/mailbox/vacation',
  title: 'Vacation',
  done: 'Saved.',
  // 8,000 letters, most of which a browser writes as three bytes or six.
  maxFieldLength: 60_000,
  body: (here, typed, fault) => {
    const { vacationEnabled, vacationMessage } = here.mailbox
    const enabled = typed ? typed.get('enabled') !== '' : vacationEnabled
    const message = {
      name: 'vacationMessage',
      label: 'Answer',
      value: typed?.get('vacationMessage') ?? vacationMessage,
      rows: 8,
      hint: 'Sent once a day to each sender, to mail that is written to you. It may have 8,000 characters.',
    }
    return html`<form method="post" action="/mailbox/vacation">
${tokenField(here)}
${checkbox({ name: 'enabled', label: 'I am away: answer my mail', checked: enabled })}
${textArea(message, fault)}
<button type="submit">Save</button>
</form>`
  },
  act: async (deps, { owner }, form) => {
    const vacationMessage = form.get('vacationMessage').replaceAll('\r\n', '\n')
    await changeOwnSettings(deps, owner, { vacationEnabled: form.get('enabled') !== '', vacationMessage })
    return null
  },
}
