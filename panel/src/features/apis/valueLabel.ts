import { type PlainKey, t } from '../../lib/messages/index.ts'

const LABELS: Readonly<Record<string, PlainKey>> = {
  KEYWARD_KEY: 'apis.value.key',
  KEYWARD_TOKEN: 'apis.value.token',
  KEYWARD_PASSWORD: 'apis.value.password',
  KEYWARD_USER_KEY: 'apis.value.userKey',
  KEYWARD_SECRET_KEY: 'apis.value.secretKey',
  KEYWARD_USERNAME: 'apis.value.username',
}

/** What people call a variable; one of the reader's own keeps its name. */
export function valueLabel(variable: string): string {
  const label = LABELS[variable]
  return label === undefined ? variable : t(label)
}
