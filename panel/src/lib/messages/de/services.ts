import type { services as english } from '../en/services.ts'
import type { Translation } from '../translation.ts'

export const services = {
  'services.lead': 'Was derselbe Schlüssel öffnet, und wie Sie einen eigenen Dienst dahinter stellen.',
  'services.list': 'Dienste dieser Installation',
  'services.none': 'Noch kein Dienst',
  'services.noneAdd':
    'Was Sie hier hinzufügen, steht im Katalog, den jede Anmeldung zurückgibt. Regeln können dann sagen, wen er einlässt.',
  'services.noneAsk':
    'Wer diese Installation betreibt, fügt Dienste hinzu. Ihre Schlüssel öffnen sie, sobald es sie gibt.',
  'services.yours': 'Ihr Dienst',
  'services.protect': '{name} schützen',
  'services.protectLead':
    'Ganze Dateien mit den Adressen dieses Servers. Setzen Sie an die Stelle von 127.0.0.1:9000 die Adresse des Programms dahinter.',
  'services.more': 'Was der Proxy fragt und was er erfährt, steht unter',
  'services.forwardAuth': 'Forward-auth',
  'services.failed': 'Die Regeln konnten nicht gelesen werden.',
  'services.add': 'Hinzufügen',
  'services.remove': 'Entfernen',
  'services.undone': 'Alles ist wieder, wie es war.',

  'rules.title': 'Wer zu {name} Zugang hat',
  'rules.open':
    'Keine Regeln: Alle gültigen Schlüssel und Token werden eingelassen. Die erste Regel schließt den Dienst für alle anderen.',
  'rules.closed':
    'Eine Anfrage wird eingelassen, wenn eine dieser Regeln zutrifft. Alles andere wird abgewiesen. Sie gelten, wo ein Proxy Forward-auth fragt.',
  'rules.add': 'Regel hinzufügen',
  'rules.addTo': 'Regel zu {name} hinzufügen',
  'rules.firstCloses': 'Die erste Regel schließt den Dienst sofort für alle, die sie nicht nennt.',
  'rules.moreOpens': 'Sie gilt sofort, neben den vorhandenen Regeln.',
  'rules.role': 'Rolle',
  'rules.methods': 'Methoden; keine heißt jede',
  'rules.path': 'Pfad',
  'rules.pathHint':
    'Vom Host an, samt dem Anfang aus der Adresse des Dienstes. * ist ein Abschnitt, ** beliebig viele.',
  'rules.anyMethod': 'Jede Methode',
  'rules.everywhere': '{methods} auf jedem Pfad braucht die Rolle {role}.',
  'rules.below': '{methods} unter {path} braucht die Rolle {role}.',
  'rules.outside': 'Außerhalb aller Adressen: lässt niemanden ein',
  'rules.added': 'Eine Regel von {name} wurde hinzugefügt.',
  'rules.removed': 'Eine Regel von {name} wurde entfernt.',
  'rules.removeTitle': 'Diese Regel entfernen?',
  'rules.lastOpens': 'Es ist die letzte: Ohne sie werden alle gültigen Schlüssel und Token eingelassen.',
  'rules.lessOpen': 'Wen nur diese Regel einlässt, der wird sofort abgewiesen.',

  'try.title': 'Anfrage ausprobieren',
  'try.lead': 'Es wird nichts an den Dienst gesendet: Hier steht, was seine Regeln ergeben.',
  'try.method': 'Methode',
  'try.path': 'Pfad',
  'try.noRole': 'Keine Rolle',
  'try.ask': 'Käme sie durch?',
  'try.passes': 'Eingelassen',
  'try.refused': 'Abgewiesen',
  'try.open': 'Der Dienst hat keine Regeln, also werden alle gültigen Schlüssel und Token eingelassen.',
  'try.rule': 'Nach dieser Regel: {rule}',
  'try.role': 'Eine dieser Rollen wäre nötig: {roles}.',
  'try.none': 'Keine Regel betrifft diese Methode und diesen Pfad.',
  'try.malformed':
    'Der Pfad ist mehrdeutig: Punktsegmente, ein Semikolon, ein Backslash oder etwas doppelt Kodiertes. Damit wird niemand eingelassen.',

  'endpoint.title': 'Endpunkte von {name}',
  'endpoint.lead':
    'So, wie sie im Katalog stehen. %(tenant_id)s steht für die Kontonummer dessen, der fragt.',
  'endpoint.add': 'Dienst hinzufügen',
  'endpoint.addText':
    'Anmeldungen geben ihn von nun an zurück. Der Name eines vorhandenen Dienstes gibt diesem einen weiteren Endpunkt.',
  'endpoint.added': 'Ein Endpunkt von {name} ist im Katalog.',
  'endpoint.removed': 'Ein Endpunkt von {name} ist aus dem Katalog genommen.',
  'endpoint.removeTitle': 'Diesen Endpunkt entfernen?',
  'endpoint.goes': 'Anmeldungen geben ihn nicht mehr zurück; andere Endpunkte von {name} bleiben.',
  'endpoint.leavesRules':
    'Diese Regeln liegen außerhalb der verbleibenden Adressen und lassen dann niemanden ein:',
  'endpoint.lastGoes':
    'Es ist der letzte von {name}: Der Dienst verlässt den Katalog, und seine Regeln schützen nichts mehr.',
  'endpoint.region': 'Region (falls er Regionen hat)',
  'endpoint.publicUrl': 'Adresse',
  'endpoint.internalUrl': 'Interne Adresse',
  'endpoint.none': 'Keine',
  'endpoint.acts': 'Aktionen',
  'endpoint.nameHint': 'So, wie Clients ihn suchen, zum Beispiel cloudFiles.',
  'endpoint.typeHint': 'Zum Beispiel object-store.',
  'endpoint.urlHint': 'Beginnt mit https://. %(tenant_id)s steht für die Kontonummer.',
} satisfies Translation<typeof english>
