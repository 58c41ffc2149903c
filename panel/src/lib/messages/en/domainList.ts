import { learn } from '../learn.ts'

export const domainList = learn({
  'domainList.every': 'Every domain, later ones too',
  'domainList.some': 'Only those chosen here',
  'domainList.noneChosen': 'None chosen: no domain at all.',
  'domainList.gone': '{name} (not in this account any more)',
  'domainList.list': 'Chosen domains',
  'domainList.search': 'Search domains',
  'domainList.failed': 'The domains could not be loaded.',
  'domainList.all': { one: 'Choose {count} shown', other: 'Choose all {count} shown' },
  'domainList.none': 'No domain is called that.',
  'domainList.chosen': { one: '{count} domain chosen.', other: '{count} domains chosen.' },
  'domainList.more': 'The account has {count} domains: search for others.',
})
