import { MIN_PASSWORD_LENGTH } from '../../domain/users/password.ts'
import type { FormFault } from './faults.ts'
import { type Html, html } from './html.ts'

interface Field {
  readonly name: string
  readonly label: string
  readonly autocomplete: string
  readonly type?: 'text' | 'password'
  /** Which keys a phone shows. */
  readonly inputMode?: 'numeric'
  /** What was typed before. Never a password. */
  readonly value?: string
  readonly hint?: string
  readonly readOnly?: boolean
  /** The first field to fill in, when none is at fault. */
  readonly first?: boolean
}

/** An input with its label, its hint, and what is wrong with it. */
export function field(
  { name, label, autocomplete, type = 'text', inputMode, value, hint, readOnly, first }: Field,
  fault: FormFault | null,
): Html {
  const wrong = fault?.field === name
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(' ')
  const flags = html`${readOnly ? html` readonly` : html` required`}${
    wrong || (first && !fault?.field) ? html` autofocus` : null
  }${wrong ? html` aria-invalid="true"` : null}`
  const spelling = type === 'text' ? html` autocapitalize="none" spellcheck="false"` : null
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : null}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${value ?? ''}"${
    described ? html` aria-describedby="${described}"` : null
  }${spelling}${inputMode ? html` inputmode="${inputMode}"` : null}${flags}>
${wrong ? html`<p class="error" id="${name}-error">${fault.text}</p>` : null}
</div>`
}

/** A new password, twice: without scripts nobody can look at what they typed. */
export function newPasswordFields(fault: FormFault | null): Html {
  return html`${field(
    {
      name: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'new-password',
      hint: `${MIN_PASSWORD_LENGTH} characters or more; a few unrelated words do well. Any characters are fine.`,
    },
    fault,
  )}
${field({ name: 'again', label: 'Password again', type: 'password', autocomplete: 'new-password' }, fault)}`
}

/** What is wrong with the form as a whole. */
export function formFault(fault: FormFault | null): Html | null {
  if (!fault || fault.field) return null
  return html`<p class="error" role="alert">${fault.text}</p>`
}
