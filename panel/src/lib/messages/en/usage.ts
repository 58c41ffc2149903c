export const usage = {
  'usage.lead': 'Calls made with your API key, and with tokens that it got.',
  'usage.window': 'Period',
  'usage.window.24h': '24 hours',
  'usage.window.7d': '7 days',
  'usage.window.30d': '30 days',
  'usage.failed': 'Usage could not be loaded.',
  'usage.empty': 'No calls in this period. We have been counting since {date}.',
  'usage.total': { one: 'call', other: 'calls' },
  'usage.byTime': 'Calls by outcome',
  'usage.perHour': 'Calls per hour',
  'usage.perDay': 'Calls per day',
  'usage.byDialect': 'Calls by API',
  'usage.byCaller': 'Calls by application',
  'usage.time': 'Time',

  'outcome.valid': 'valid',
  'outcome.expired': 'old key',
  'outcome.disabled': 'disabled',

  'chart.table': 'Table',
  'chart.csv': 'CSV',
  'chart.label': 'Bar chart of calls by outcome. Use the arrow keys to read each bar, or the Table button.',
  'chart.hint': 'Point at a bar, or use the arrow keys.',
  'chart.point': '{time}: {values}',
  'chart.more': { one: '{count} more in the table', other: '{count} more in the table' },

  'code.usageName': 'Reading the usage',
} as const
