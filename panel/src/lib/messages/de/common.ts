import type { common as english } from '../en/common.ts'
import type { Translation } from '../translation.ts'

export const common = {
  'done.undoneAll': 'Rückgängig gemacht.',
  'done.notUndone': 'Das konnte nicht rückgängig gemacht werden.',
  'product.name': 'Keyward',
  'page.documentTitle': '{title} · Keyward',

  'action.cancel': 'Abbrechen',
  'action.close': 'Schließen',
  'action.clearFilters': 'Filter zurücksetzen',
  'action.copied': 'Kopiert',
  'action.copy': 'Kopieren',
  'action.download': 'Herunterladen',
  'action.dismiss': 'Ausblenden',
  'action.edit': 'Bearbeiten',
  'action.hide': 'Verbergen',
  'action.reload': 'Neu laden',
  'action.reset': 'Zurücksetzen …',
  'action.retry': 'Erneut versuchen',
  'action.save': 'Speichern',
  'action.undo': 'Rückgängig',
  'action.show': 'Anzeigen',
  'action.showAsCode': 'Als Code anzeigen',

  'announce.copied': '{name} kopiert',

  'code.languages': 'Sprache für: {name}',

  'caller.application': 'Anwendung',
  'caller.calls': 'Aufrufe',
  'caller.dialect': 'API',
  'caller.from': '{address} · {dialect}',
  'caller.lastUse': 'Zuletzt benutzt',
  'caller.unnamed': 'Unbenannte Anwendung',

  'dialect.email': 'E-Mail-API',
  'dialect.panel': 'Bedienoberfläche',

  'table.sortBy': 'Sortieren nach',

  'time.justNow': 'gerade eben',

  'loading.text': 'Wird geladen …',
  'loading.slow': 'Das dauert länger als sonst.',

  'error.busy': 'Der Server ist gerade ausgelastet. Es wurde nichts geändert.',
  'error.conflict':
    'Das wurde inzwischen anderswo geändert. Laden Sie die Seite neu, um den jetzigen Stand zu sehen.',
  'error.csrf': 'Diese Seite ist veraltet. Laden Sie sie neu und versuchen Sie es noch einmal.',
  'error.forbidden': 'Dazu fehlt Ihnen das Recht. Der Inhaber Ihres Kontos kann es Ihnen geben.',
  'error.internal': 'Bei uns ist etwas schiefgegangen.',
  'error.keyLost':
    'Der Wert dieses Schlüssels lässt sich nicht mehr anzeigen. Setzen Sie ihn zurück, um einen neuen zu erhalten.',
  'error.keyShownOnce':
    'Dieser Schlüssel wurde einmal angezeigt und lässt sich nicht noch einmal anzeigen. Setzen Sie ihn zurück, um einen neuen zu erhalten.',
  'error.network': 'Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung.',
  'error.notFound': 'Das gibt es nicht mehr.',
  'error.outcomeUnknown': 'Der Server kann noch nicht sagen, ob das ausgeführt wurde.',
  'error.requestId': 'Anfrage-ID',
  'error.storageFull':
    'Die Festplatte des Servers ist voll. Es wurde nichts geändert. Bitte sagen Sie Ihrem Betreiber Bescheid.',
  'error.throttled': 'Zu viele Versuche.',
  'error.unauthorized': 'Sie sind nicht mehr angemeldet.',
  'error.waitSeconds': {
    one: 'Versuchen Sie es in {count} Sekunde noch einmal.',
    other: 'Versuchen Sie es in {count} Sekunden noch einmal.',
  },
  'error.wrongCode': 'Das ist nicht der aktuelle Code, oder er wurde schon benutzt.',
  'error.wrongPasskey': 'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal.',
  'error.wrongPassword': 'Das ist nicht Ihr Passwort.',
} satisfies Translation<typeof english>
