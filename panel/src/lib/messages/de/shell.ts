import type { shell as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

export const shell = {
  'shell.skip': 'Zum Inhalt springen',
  'shell.areas': 'Bereiche',
  'shell.version': 'Keyward {version}',

  'shell.logIn': 'Anmelden',
  'shell.search': 'Suchen',

  'area.email': 'E-Mail',
  'area.apis': 'API-Katalog',
  'area.services': 'Dienste',
  'area.home': 'Start',
  'area.settings': 'Kontoeinstellungen',
  'area.usage': 'Nutzung',
  'area.audit': 'Audit-Protokoll',
  'area.limits': 'Ressourcengrenzen',
  'area.policies': 'Richtlinien',
  'area.profile': 'Mein Profil',
  'area.security': 'Anmeldesicherheit',
  'area.users': 'Benutzerverwaltung',

  'menu.account': 'Konto: {name}',
  'menu.signedInAs': 'Angemeldet als',
  'menu.copyNumber': 'Kontonummer {number} kopieren',
  'menu.confirmedUntil': 'Bestätigt bis {time} · Jetzt beenden',
  'menu.places': 'Ihr Konto',
  'menu.theme': 'Farben',
  'menu.language': 'Sprache (lädt die Seite neu)',
  'menu.utc': 'Zeiten in UTC',
  'menu.more': 'Mehr',
  'menu.shortcuts': 'Tastenkürzel',
  'menu.logOut': 'Abmelden',

  'theme.system': 'System',
  'theme.light': 'Hell',
  'theme.dark': 'Dunkel',

  'shortcuts.title': 'Tastenkürzel',
  'shortcuts.help': 'Diese Liste anzeigen',
  'shortcuts.go': 'Gehe zu {place}',
  'shortcuts.palette': 'Seiten, Benutzer, Postfächer suchen',
  'shortcuts.search': 'Auf dieser Seite suchen',
  'shortcuts.rows': 'Nächste oder vorige Zeile',
  'shortcuts.select': 'Zeile auswählen',
  'shortcuts.rowMenu': 'Menü der Zeile öffnen',
  'shortcuts.open': 'Zeile öffnen',
  'shortcuts.escape': 'Schließen, was oben liegt',
  'shortcuts.off': 'Kürzel aus einem Buchstaben ausschalten',

  'notAllowed.lead': 'Diese Seite ist nicht für Sie.',
  'notFound.title': 'Seite nicht gefunden',
  'notFound.lead':
    'Unter dieser Adresse gibt es nichts. Vielleicht ist die Seite umgezogen, oder im Link steckt ein Tippfehler.',
  'notFound.home': 'Zur Startseite',
  'notFound.search': 'Suchen',
  'broken.title': 'Diese Seite konnte nicht angezeigt werden',
} satisfies Translation<typeof english>
