import type { delivery as english } from '../en/delivery.ts'
import type { Translation } from '../translation.ts'

/** Where mail of a domain goes besides its addresses, and what owners of mailboxes are told. */
export const delivery = {
  'domain.tabs': 'Über {name}',
  'domain.tab.general': 'Allgemein',
  'domain.tab.delivery': 'Zustellung',
  'domain.tab.spam': 'Spam',

  'catchAll.title': 'Sammeladresse',
  'catchAll.text': 'Wohin Post geht, die an keine Adresse dieser Domain gerichtet ist.',
  'catchAll.field': 'Adresse',
  'catchAll.hint':
    'Ein Postfach oder Alias dieser Domain, oder eine Adresse anderswo. Leer, um solche Post abzuweisen.',
  'catchAll.none': 'Solche Post wird abgewiesen',
  'catchAll.warning': 'Post an jede erfundene Adresse kommt an, das meiste davon Spam.',
  'catchAll.set': 'Post an keine Adresse von {name} geht an {address}.',
  'catchAll.cleared': 'Post an keine Adresse von {name} wird abgewiesen.',

  'names.title': 'Weitere Namen',
  'names.text':
    'Post an anna bei einem davon ist Post an anna bei {name}. Veröffentlichen Sie für jeden dieselben DNS-Einträge.',
  'names.none': 'Es gibt keine.',
  'names.add': 'Namen hinzufügen',
  'names.field': 'Domain',
  'names.hint': 'Zum Beispiel example.net.',
  'names.taken': 'Eine Domain hat diesen Namen schon.',
  'names.added': '{other} ist ein weiterer Name von {name}.',
  'names.remove': 'Entfernen',
  'names.removeOf': '{other} entfernen',
  'names.removed': '{other} ist kein Name von {name} mehr.',
  'names.forSupers': 'Super-Administratoren fügen sie hinzu und entfernen sie.',

  'owners.title': 'Inhaber von Postfächern',
  'owners.text':
    'Was auf ihren eigenen Seiten gilt, /mailbox. Mailprogramme haben kein Feld für einen Code: Geben Sie jedem ein eigenes Passwort.',
  'owners.changePassword': 'Sie ändern ihre Passwörter selbst',
  'owners.secondFactor': 'Code einer App neben dem Passwort',
  'owners.off': 'Nicht verlangt',
  'owners.optional': 'Jeder Inhaber entscheidet',
  'owners.forced': 'Von allen verlangt',
  'owners.saved': 'Was für die Inhaber von Postfächern in {name} gilt, wurde geändert.',

  'notice.title': 'Wenn ein Postfach fast voll ist',
  'notice.text':
    'Was sein Inhaber erfährt, einmal je Füllung, höchstens einmal am Tag. Wer schon darüber liegt, erfährt es beim Einschalten. Nichts wird verschickt, solange der Server keinen Mailversand hat.',
  'notice.enabled': 'Den Inhaber benachrichtigen',
  'notice.percentage': 'Sobald es',
  'notice.percent': 'zu {percentage} % voll ist',
  'notice.message': 'Text',
  'notice.messageHint':
    '<*USER*> und <*DOMAIN*> stehen für die Teile der Adresse. Leer für unseren eigenen Text.',
  'notice.cc': 'Auch diese Adresse benachrichtigen',
  'notice.save': 'Speichern',
  'notice.saved': 'Was Inhaber von Postfächern in {name} erfahren, wurde geändert.',

  'everyone.title': 'E-Mail an alle',
  'everyone.lead':
    'Eine Nachricht an jedes Postfach dieser Domain, höchstens eine in fünf Minuten. Niemand sieht die anderen Empfänger.',
  'everyone.write': 'An alle schreiben …',
  'everyone.dialog': 'An alle in {name} schreiben',
  'everyone.fromName': 'Name des Absenders',
  'everyone.fromAddress': 'Adresse des Absenders',
  'everyone.fromHint': 'Eine, die es in dieser Domain gibt.',
  'everyone.subject': 'Betreff',
  'everyone.text': 'Text',
  'everyone.send': 'Abschicken',
  'everyone.sent': {
    one: 'Die Nachricht geht an das eine Postfach von {name}.',
    other: 'Die Nachricht geht an {count} Postfächer von {name}.',
  },

  'code.everyoneName': 'An alle schreiben',
  'code.catchAllName': 'Sammeladresse setzen',
  'code.namesName': 'Weiteren Namen hinzufügen',
  'code.ownersName': 'Ändern, was für Inhaber gilt',
  'code.noticeName': 'Mitteilung über den Speicher ändern',
} satisfies Translation<typeof english>
