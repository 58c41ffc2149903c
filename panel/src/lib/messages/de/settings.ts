import type { settings as english } from '../en/settings.ts'
import type { Translation } from '../translation.ts'

export const settings = {
  'policies.lead': 'Was für alle im Konto {number} gilt. Eine Änderung wirkt sofort.',
  'policies.leadManager': 'Was Sie für alle in Ihrem Konto festlegen. Das Übrige legt der Inhaber fest.',
  'policies.notAllowed':
    'Richtlinien sind Sache des Inhabers und der Verwalter eines Kontos. Bitten Sie den Inhaber, sie zu ändern.',
  'policies.failed': 'Die Einstellungen konnten nicht geladen werden.',
  'policies.saved': 'Gespeichert: {name}.',
  'policies.undone': 'Rückgängig gemacht: {name}.',
  'policies.undo': 'Rückgängig',
  'policies.on': 'An',
  'policies.off': 'Aus',
  'policies.turnOn': 'Einschalten',
  'policies.turnOff': 'Ausschalten',
  'policies.required': 'Der Betreiber verlangt das von jedem Konto.',

  'policies.account': 'Dieses Konto',
  'policies.name': 'Kontoname',
  'policies.nameText':
    'Wird Betreibern und in Einladungen gezeigt. Programme richten sich nach der Kontonummer, die bleibt.',
  'company.title': 'Angaben zur Firma',
  'company.text':
    'Wo die Leute dieses Kontos zu erreichen sind. Wer diese Installation betreibt, sieht es auch.',
  'company.edit': 'Angaben zur Firma bearbeiten',
  'company.none': 'Nicht angegeben',
  'company.place': 'Anschrift',
  'company.addressLine1': 'Anschrift, erste Zeile',
  'company.addressLine2': 'Anschrift, zweite Zeile',
  'company.city': 'Ort',
  'company.state': 'Bundesland oder Region',
  'company.zip': 'Postleitzahl',
  'company.country': 'Land',
  'company.phone': 'Telefon',
  'company.email': 'E-Mail-Adresse',
  'policies.stepUp': 'Dauer einer Bestätigung',
  'policies.stepUpText':
    'So lange nach der Eingabe eines Passworts dürfen Personen in diesem Konto Schlüssel anzeigen und zurücksetzen, ohne es noch einmal einzugeben. Bei 0 wird nach 30 Sekunden wieder gefragt: lang genug für eine Handlung.',
  'policies.stepUpMinutes': 'Minuten, 0 bis 60',
  'policies.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'policies.shortest': '30 Sekunden',
  'policies.factor': 'Zweiter Faktor vorgeschrieben',
  'policies.factorText':
    'Alle in diesem Konto weisen außer dem Passwort einen Passkey oder einen Code vor. Programme mit einem API-Schlüssel werden nicht gefragt.',
  'policies.factorOwn': 'Richten Sie selbst einen zweiten Faktor ein, bevor Sie ihn von anderen verlangen:',
  'policies.factorOn': {
    one: '{count} Person hat noch keinen: Sie wird jetzt abgemeldet (Sitzungen: {sessions}) und richtet bei der nächsten Anmeldung einen ein.',
    other:
      '{count} Personen haben noch keinen: Sie werden jetzt abgemeldet (Sitzungen: {sessions}) und richten bei der nächsten Anmeldung einen ein.',
  },
  'policies.factorOff':
    'Von nun an genügt ein Passwort allen, die ihren zweiten Faktor entfernen. Niemandem wird seiner weggenommen.',
  'policies.tokens': 'Token gelten nach dem Zurücksetzen weiter',
  'policies.tokensText':
    'Aus: Zurücksetzen beendet alle Token, die mit dem alten Schlüssel geholt wurden; Programme werden also sofort getrennt. An: Solche Token gelten, bis sie ablaufen, höchstens 24 Stunden.',
  'policies.tokensConfirm':
    'Von nun an gelten Token des alten Schlüssels nach dem Zurücksetzen bis zu 24 Stunden weiter. Wer einen Schlüssel gestohlen hat, behält so lange, was er öffnet.',
  'policies.reveal': 'Programme dürfen Schlüssel lesen und zurücksetzen',
  'policies.revealText':
    'Die Credential-Aufrufe von Identity v2.0 zeigen einen Schlüssel und setzen ihn zurück, ohne nach einem Passwort zu fragen. Ältere Client-Bibliotheken brauchen sie.',
  'policies.revealConfirm':
    'Programme, die Schlüssel über Identity v2.0 lesen oder zurücksetzen, werden von nun an abgewiesen. Anmelden mit einem Schlüssel geht weiter.',
  'policies.once': 'Schlüssel nur einmal anzeigen',
  'policies.onceText':
    'Ein Schlüssel wird beim Erzeugen angezeigt und danach nie wieder; keine Kopie wird aufbewahrt. Wer seinen verliert, setzt ihn zurück.',
  'policies.onceConfirm': {
    one: '{count} Schlüssel dieses Kontos lässt sich jetzt anzeigen. Seine Kopie wird endgültig vergessen: Der Schlüssel gilt weiter, aber niemand kann ihn mehr sehen. Das lässt sich nicht rückgängig machen.',
    other:
      '{count} Schlüssel dieses Kontos lassen sich jetzt anzeigen. Ihre Kopien werden endgültig vergessen: Die Schlüssel gelten weiter, aber niemand kann sie mehr sehen. Das lässt sich nicht rückgängig machen.',
  },
  'policies.onceAction': 'Kopien vergessen',
  'policies.confirmTitle': '„{name}“ ändern?',
  'policies.confirm': 'Ändern',
  'stepUp.settings': 'die Einstellungen des Kontos zu ändern',
  'code.settingsName': 'Einstellungen lesen und ändern',
  'code.settingsNote':
    'Zum Ändern muss jemand anwesend sein, ein Schlüssel allein kann es also nicht: Ein Betreiber tut es auf der Kommandozeile.',
} satisfies Translation<typeof english>
