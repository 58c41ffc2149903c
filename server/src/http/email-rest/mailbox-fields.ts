import {
  CONTACT_FIELDS,
  type Contact,
  type ContactField,
  type MailboxSettings,
} from '../../domain/mailboxes/mailbox.ts'
import { type Fields, given } from './fields.ts'

/** What a body says of a mailbox. Text and lists that are sent empty are cleared; an empty size is none sent. */
export function mailboxSettingsIn(fields: Fields): Partial<MailboxSettings> {
  const contact = contactIn(fields)
  return given<MailboxSettings>({
    quotaMb: fields.whole('size'),
    enabled: fields.flag('enabled'),
    // That API has no word for it.
    protocols: undefined,
    mustChangePassword: undefined,
    displayName: fields.text('displayName'),
    vacationEnabled: fields.flag('enableVacationMessage'),
    vacationMessage: fields.text('vacationMessage'),
    forwardTo: fields.list('emailForwardingAddresses'),
    keepForwarded: fields.flag('saveForwardedEmail'),
    inDirectory: fields.flag('visibleInRackspaceEmailCompanyDirectory'),
    inGal: fields.flag('visibleInExchangeGAL'),
    contact: Object.keys(contact).length > 0 ? contact : undefined,
  })
}

function contactIn(fields: Fields): Contact {
  const sent = CONTACT_FIELDS.flatMap((field): [ContactField, string][] => {
    const value = fields.text(field)
    return value === undefined ? [] : [[field, value]]
  })
  return Object.fromEntries(sent)
}
