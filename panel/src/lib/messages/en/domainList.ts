import { learn } from '../learn.ts'

export const domainList = learn({
  'domainList.search': 'Search domains',
  'domainList.failed': 'The domains could not be loaded.',
  'domainList.all': { one: 'Choose {count} shown', other: 'Choose all {count} shown' },
  'domainList.none': 'No domain is called that.',
  'domainList.chosen': { one: '{count} domain chosen.', other: '{count} domains chosen.' },
  'domainList.more': 'The account has {count} domains: search for others.',
})
