import { linkPath } from '../domain/links/create-link.ts'
import type { Letter, NoticeKind } from '../domain/mail/outgoing.ts'

/** A mail as it is read: short paragraphs, and at most one link. */
export interface LetterText {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly link: { readonly label: string; readonly address: string } | null
}

/** @param publicUrl how people reach the server, without a slash at the end */
export function textOf(letter: Letter, publicUrl: string): LetterText {
  if (letter.kind === 'invitation') return invitation(letter, publicUrl)
  if (letter.kind === 'reset') return reset(letter, publicUrl)
  return notice(letter, letter.kind, publicUrl)
}

function invitation({ userName, accountName, link }: Letter, publicUrl: string): LetterText {
  return {
    subject: `You are invited to ${accountName} on Keyward`,
    paragraphs: [
      `Hello ${userName},`,
      `you are invited to the account ${accountName}. Please choose a password; your username is ${userName}.`,
      `The link works once, until ${timeText(link?.endsAtMs ?? 0)}. If it has ended, ask whoever invited you for another.`,
    ],
    link: { label: 'Choose a password', address: publicUrl + linkPath('invitation', link?.secret ?? '') },
  }
}

function reset({ userName, link, doneFrom }: Letter, publicUrl: string): LetterText {
  return {
    subject: 'Choose a new password for Keyward',
    paragraphs: [
      `Hello ${userName},`,
      `somebody, we hope you, asked for a new password${doneFrom ? ` from the address ${doneFrom}` : ''}.`,
      `The link works once, until ${timeText(link?.endsAtMs ?? 0)}.`,
      'If it was not you, do nothing: your password stays as it is.',
    ],
    link: { label: 'Choose a new password', address: publicUrl + linkPath('reset', link?.secret ?? '') },
  }
}

const CHANGES: Readonly<Record<NoticeKind, readonly [subject: string, sentence: string]>> = {
  password_changed: [
    'Your Keyward password was changed',
    'the password of your user was changed. Whoever was signed in elsewhere was signed out.',
  ],
  email_changed: [
    'Your Keyward e-mail address was changed',
    'the e-mail address of your user was changed. Mail goes to the new one from now on; this is the last to this one.',
  ],
  key_changed: [
    'Your Keyward API key was changed',
    'the API key of your user was replaced or deleted. Programs that use the old one have to be given the new one.',
  ],
  factor_removed: [
    'A second factor was removed from your Keyward user',
    'a second factor of your user was removed.',
  ],
}

function notice({ userName, doneFrom, atMs }: Letter, kind: NoticeKind, publicUrl: string): LetterText {
  const [subject, sentence] = CHANGES[kind]
  const who = doneFrom
    ? `It was done with your own user, from the address ${doneFrom}, ${timeText(atMs)}.`
    : `It was done by somebody who manages your account, ${timeText(atMs)}.`
  const wrong = 'If this is right, there is nothing to do. If not, tell those who manage your account now.'
  return {
    subject,
    paragraphs: [`Hello ${userName},`, sentence, who, wrong],
    link: { label: 'Open Keyward', address: publicUrl },
  }
}

/** `2026-11-22 10:15 UTC`: the same for every reader. */
function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
