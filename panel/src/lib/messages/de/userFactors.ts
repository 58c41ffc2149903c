import type { userFactors as english } from '../en/userFactors.ts'
import type { Translation } from '../translation.ts'

/** Second factors of somebody else. */
export const userFactors = {
  'factors.title': 'Zweite Faktoren',
  'factors.lead': 'Was {name} beim Anmelden außer dem Passwort vorweist.',
  'factors.failed': 'Die zweiten Faktoren konnten nicht geladen werden.',
  'factors.none': 'Keine: Das Passwort genügt zum Anmelden.',
  'factors.noneRequired':
    'Noch keine. Einer ist vorgeschrieben und wird bei der nächsten Anmeldung eingerichtet.',
  'factors.passkeys': 'Passkeys',
  'factors.noPasskeys': 'Keine',
  'factors.apps': 'Authenticator-Apps',
  'factors.noApps': 'Keine',
  'factors.codes': 'Wiederherstellungscodes',
  'factors.codesLeft': { one: 'noch {count} Code', other: 'noch {count} Codes' },
  'factors.noCodes': 'Keine mehr',
  'factors.unnamed': 'Ohne Namen',
  'factors.added': 'hinzugefügt',
  'factors.used': 'zuletzt benutzt',
  'factors.unused': 'noch nicht benutzt',
  'factors.unfinished': 'Nicht fertig eingerichtet',
  'factors.locked':
    'Gesperrt: zu viele falsche Codes. Nach einer Viertelstunde werden wieder Codes angenommen, oder sobald Sie entsperren.',
  'factors.unlock': 'Jetzt entsperren',
  'factors.unlocked': 'Codes von {name} werden wieder angenommen.',
  'factors.notUnlocked': 'Es wurde nicht entsperrt.',
  'factors.reset': 'Zurücksetzen …',
  'factors.resetTitle': 'Alle zweiten Faktoren von {name} entfernen?',
  'factors.resetText':
    'Für jemanden, der sie verloren hat. Vergewissern Sie sich, dass diese Person selbst darum bittet: Wer das Passwort kennt, kommt ohne sie hinein.',
  'factors.thenBare':
    'Apps, Passkeys und Wiederherstellungscodes gelten dann nicht mehr, und alle Sitzungen enden. Das Passwort allein genügt, bis ein neuer Faktor eingerichtet ist.',
  'factors.thenRequired':
    'Apps, Passkeys und Wiederherstellungscodes gelten dann nicht mehr, und alle Sitzungen enden. Ein zweiter Faktor ist vorgeschrieben: Bei der nächsten Anmeldung wird ein neuer eingerichtet.',
  'factors.told':
    'Der Benutzer erfährt es per E-Mail, wo diese Installation E-Mails sendet. Das Audit-Protokoll sagt, wer es getan hat.',
  'factors.notTold':
    'Es gibt keine E-Mail-Adresse, um den Benutzer zu benachrichtigen. Das Audit-Protokoll sagt, wer es getan hat.',
  'factors.resetConfirm': 'Zweite Faktoren entfernen',
  'factors.notReset': 'Die zweiten Faktoren wurden nicht entfernt.',
  'factors.isReset': 'Die zweiten Faktoren von {name} sind entfernt.',
  'factors.rule': 'Ein zweiter Faktor ist',
  'factors.ruleHint':
    'Wird er von jemandem ohne zweiten Faktor verlangt, enden dessen Sitzungen; eingerichtet wird er bei der nächsten Anmeldung.',
  'factors.rule.default': 'Wie im Konto festgelegt',
  'factors.rule.required': 'Vorgeschrieben',
  'factors.rule.optional': 'Nicht vorgeschrieben',
  'factors.ruleSaved.default': 'Für {name} gilt, was im Konto festgelegt ist.',
  'factors.ruleSaved.required': 'Von {name} wird ein zweiter Faktor verlangt.',
  'factors.ruleSaved.optional': 'Von {name} wird kein zweiter Faktor verlangt.',
  'factors.ruleNotSaved': 'Das wurde nicht geändert.',
  'stepUp.factorRule': 'festzulegen, wer einen zweiten Faktor braucht',
  'code.factorsName': 'Zweite Faktoren lesen',
  'stepUp.unlockFactors': 'zweite Faktoren zu entsperren',
  'stepUp.resetFactors': 'zweite Faktoren zu entfernen',
} satisfies Translation<typeof english>
