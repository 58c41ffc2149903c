import type { account as english } from '../en/account.ts'
import type { Translation } from '../translation.ts'

export const account = {
  'settings.lead': 'Wie Sie sich anmelden, und wie Ihre Programme es tun.',

  'account.title': 'Anmeldedaten',
  'account.username': 'Benutzername',
  'account.number': 'Kontonummer',
  'account.password': 'Passwort',
  'account.passwordChanged': 'geändert',
  'account.email': 'E-Mail-Adresse',
  'account.noEmail': 'Noch keine',

  'account.secondFactor': 'Zweiter Faktor',
  'account.secondFactorOn': 'An',
  'account.secondFactorOff': 'Aus: Das Passwort allein meldet Sie an',
  'account.manage': 'Verwalten',
  'account.setUp': 'Einrichten',
  'settings.more': 'Anwendungszugänge und Support-PIN',
  'account.sessions': 'Sitzungen',
  'account.sessionsText': 'Die Browser, in denen Sie angemeldet sind.',
  'account.sessionsOpen': 'Sitzungen anzeigen',

  'email.title': 'E-Mail-Adresse ändern',
  'email.hint': 'Mitteilungen zu Ihrem Konto gehen hierhin. Leer für keine.',
  'email.saved': 'E-Mail-Adresse gespeichert',

  'password.title': 'Passwort ändern',
  'password.effect': 'Damit werden Sie überall sonst abgemeldet. Ihr API-Schlüssel gilt weiter.',
  'password.current': 'Jetziges Passwort',
  'password.new': 'Neues Passwort',
  'password.rule': {
    one: 'Mindestens {count} Zeichen.',
    other: 'Mindestens {count} Zeichen. Ein Satz lässt sich leicht merken.',
  },
  'password.change': 'Passwort ändern',
  'password.changed': 'Passwort geändert',
} satisfies Translation<typeof english>
