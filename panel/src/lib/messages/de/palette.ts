import type { palette as english } from '../en/palette.ts'
import type { Translation } from '../translation.ts'

export const palette = {
  'palette.title': 'Suchen',
  'palette.hint': 'Seite, Benutzer, Postfach, Domain …',
  'palette.input': 'Was suchen Sie?',
  'palette.results': 'Was gefunden wurde',
  'palette.places': 'Seiten',
  'palette.users': 'Benutzer',
  'palette.mailboxes': 'Postfächer',
  'palette.domains': 'Domains',
  'palette.nothing': 'Nichts gefunden. Versuchen Sie ein anderes Wort oder den Anfang eines Namens.',
  'palette.looking': 'Wird gesucht …',
  'palette.failed':
    'Benutzer und Postfächer konnten nicht durchsucht werden. Seiten werden trotzdem gefunden.',
  'palette.keys': 'Pfeiltasten wählen, Eingabe öffnet, Esc schließt.',

  'place.apiKeys': 'API-Schlüssel',
  'place.sessions': 'Sitzungen',
  'place.administrators': 'Administratoren',
  'place.newUser': 'Benutzer anlegen',
  'place.groups': 'Benutzergruppen',
  'place.importUsers': 'Benutzer importieren',
  'place.mailboxes': 'Postfächer',
  'place.newMailbox': 'Postfach hinzufügen',
  'place.deletedMailboxes': 'Kürzlich gelöschte Postfächer',
  'place.importMailboxes': 'Mehrere Postfächer hinzufügen oder ändern',
  'place.domains': 'Domains',
  'place.newDomain': 'Domain hinzufügen',
  'place.aliases': 'Aliase',
  'place.lists': 'Verteiler',
  'place.jobs': 'Importe und Sammelaktionen',
  'place.history': 'Ausprobierte Aufrufe im API-Katalog',
} satisfies Translation<typeof english>
