import type { domainList as english } from '../en/domainList.ts'
import type { Translation } from '../translation.ts'

export const domainList = {
  'domainList.every': 'Jede Domain, auch spätere',
  'domainList.some': 'Nur die hier gewählten',
  'domainList.noneChosen': 'Keine gewählt: gar keine Domain.',
  'domainList.gone': '{name} (nicht mehr in diesem Konto)',
  'domainList.list': 'Gewählte Domains',
  'domainList.search': 'Domains suchen',
  'domainList.failed': 'Die Domains konnten nicht geladen werden.',
  'domainList.all': { one: '{count} angezeigte wählen', other: 'Alle {count} angezeigten wählen' },
  'domainList.none': 'Keine Domain heißt so.',
  'domainList.chosen': { one: '{count} Domain gewählt.', other: '{count} Domains gewählt.' },
  'domainList.more': 'Das Konto hat {count} Domains: Suchen Sie nach anderen.',
} satisfies Translation<typeof english>
