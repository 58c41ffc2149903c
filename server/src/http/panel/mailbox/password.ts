import { changeOwnPassword } from '../../../domain/mailbox-owners/change-own-password.ts'
import { type FormFault, faultInNewPassword } from '../faults.ts'
import { field } from '../fields.ts'
import { html } from '../html.ts'
import { tokenField } from './frame.ts'
import type { OwnPage } from './own-page.ts'
import type { Here } from './owner.ts'

const HINT =
  '8 characters or more, three of: upper case, lower case, digits, other characters. Without the name of the mailbox.'

const DUE = html`<p class="warning">Your administrator asks for a new password. Until you set one, the old one opens this page
alone, and no mail program.</p>
`

export const passwordPage: OwnPage = {
  path: '/mailbox/password',
  title: 'Password',
  done: 'The password is changed. Mail programs that had it ask for the new one.',
  body: (here, _typed, fault) =>
    mayChange(here)
      ? html`${here.mailbox.mustChangePassword && DUE}<p>Mail programs with a password of their own go on; everything else is signed out by
this.</p>
<form method="post" action="/mailbox/password">
${tokenField(here)}
<input type="text" name="username" autocomplete="username" value="${here.mailbox.address}" hidden>
${currentField(fault)}
${field({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: HINT }, fault)}
${field({ name: 'again', label: 'New password again', type: 'password', autocomplete: 'new-password' }, fault)}
<button type="submit">Change the password</button>
</form>`
      : html`<p>Your administrator sets the password of this mailbox.</p>`,
  act: async (deps, { owner }, form) => {
    const fault = emptyCurrent(form.get('current')) ?? faultInNewPassword(form)
    if (fault) return fault
    await changeOwnPassword(deps, owner, { current: form.get('current'), password: form.get('password') })
    return null
  },
}

function mayChange({ rules, mailbox }: Here): boolean {
  return rules.ownPasswords || mailbox.mustChangePassword
}

/** Asked for where somebody could get in for good by it. */
export function currentField(fault: FormFault | null) {
  const current = { name: 'current', label: 'Current password of the mailbox', type: 'password' } as const
  return field({ ...current, autocomplete: 'current-password' }, fault)
}

export function emptyCurrent(current: string): FormFault | null {
  const text = 'Type the password that the mailbox has now.'
  return current === '' ? { status: 400, field: 'current', text } : null
}
