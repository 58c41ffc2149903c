import { MAIL_PROTOCOLS, type MailProtocol } from '../../domain/mailboxes/app-password.ts'

export type Bit = 0 | 1

export function bit(value: boolean): Bit {
  return value ? 1 : 0
}

export function optionalBit(value: boolean | undefined): Bit | undefined {
  return value === undefined ? undefined : bit(value)
}

/** Of a text with a space between them. */
export function protocolsIn(text: string): readonly MailProtocol[] {
  const named = text.split(' ')
  return MAIL_PROTOCOLS.filter((protocol) => named.includes(protocol))
}
