import '../../lib/messages/en/apis.ts'
import type { OpenApiParameter } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { plainText } from './plainText.ts'

/** Below a field: where its value goes, what it means, which values there are, and what holds without one. */
export function hintOf({ in: place, description, schema }: OpenApiParameter): string {
  const meaning = description ?? schema['description']
  const values = schema['enum']
  const usual = schema['default']
  return [
    t(`apis.in.${place}`),
    typeof meaning === 'string' && plainText(meaning),
    Array.isArray(values) && t('apis.oneOf', { values: values.join(', ') }),
    usual !== undefined && t('apis.usual', { value: String(usual) }),
  ]
    .filter(Boolean)
    .join(' · ')
}
