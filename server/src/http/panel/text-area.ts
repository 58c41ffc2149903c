import type { FormFault } from './faults.ts'
import { type Html, html } from './html.ts'

interface TextArea {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly rows: number
  readonly hint: string
}

/** A text of several lines with its label, its hint, and what is wrong with it. */
export function textArea({ name, label, value, rows, hint }: TextArea, fault: FormFault | null): Html {
  const wrong = fault?.field === name
  // The parser drops the first line break, so that one is written for it to drop.
  return html`<div class="field">
<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p>
<textarea id="${name}" name="${name}" rows="${rows}" aria-describedby="${name}-hint${wrong && ` ${name}-error`}"${
    wrong && html` aria-invalid="true" autofocus`
  }>
${value}</textarea>
${wrong && html`<p class="error" id="${name}-error">${fault.text}</p>`}
</div>`
}

interface Checkbox {
  readonly name: string
  readonly label: string
  readonly checked: boolean
  readonly hint?: string
}

export function checkbox({ name, label, checked, hint }: Checkbox): Html {
  return html`<div class="field">
<label for="${name}"><input id="${name}" type="checkbox" name="${name}" value="1"${checked && html` checked`}${
    hint !== undefined && html` aria-describedby="${name}-hint"`
  }> ${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>`
}
