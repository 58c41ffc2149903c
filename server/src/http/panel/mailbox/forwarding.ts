import { changeOwnSettings } from '../../../domain/mailbox-owners/change-own-settings.ts'
import { html } from '../html.ts'
import { checkbox, textArea } from '../text-area.ts'
import { tokenField } from './frame.ts'
import type { OwnPage } from './own-page.ts'

export const forwardingPage: OwnPage = {
  path: '/mailbox/forwarding',
  title: 'Forwarding',
  done: 'Saved. It holds for mail that comes from now on.',
  body: (here, typed, fault) => {
    const { forwardTo, keepForwarded } = here.mailbox
    const isOff = forwardTo.length === 0
    // Who begins to forward keeps a copy unless they say otherwise.
    const keeps = typed ? typed.get('keep') !== '' : isOff || keepForwarded
    const addresses = {
      name: 'forwardTo',
      label: 'Forward my mail to',
      value: typed?.get('forwardTo') ?? forwardTo.join('\n'),
      rows: 4,
      hint: 'One address in a line. Leave it empty to forward nothing.',
    }
    return html`<form method="post" action="/mailbox/forwarding">
${tokenField(here)}
${textArea(addresses, fault)}
${checkbox({
  name: 'keep',
  label: 'Keep a copy here',
  checked: keeps,
  hint: 'Without it mail is at the other addresses only: nothing new is seen here, and what they refuse is lost.',
})}
<button type="submit">Save</button>
</form>`
  },
  act: async (deps, { owner }, form) => {
    const forwardTo = form
      .get('forwardTo')
      .split(/[\s,;]+/)
      .filter((address) => address !== '')
    await changeOwnSettings(deps, owner, { forwardTo, keepForwarded: form.get('keep') !== '' })
    return null
  },
}
