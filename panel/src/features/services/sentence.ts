import type { ServiceDecision, ServiceRule } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'

const ANY_PATH = '/**'

/** What a rule comes to, as a sentence: "GET, HEAD under /v1/** needs the role reader". */
export function ruleSentence({
  methods,
  path,
  role,
}: Pick<ServiceRule, 'methods' | 'path' | 'role'>): string {
  const what = methods.length === 0 ? t('rules.anyMethod') : methods.join(', ')
  return path === ANY_PATH
    ? t('rules.everywhere', { methods: what, role })
    : t('rules.below', { methods: what, path, role })
}

/** Whether a request gets through, and why. */
export function decisionSentence({ reason, rule, roles }: ServiceDecision): string {
  if (reason === 'open') return t('try.open')
  if (reason === 'rule') return t('try.rule', { rule: rule ? ruleSentence(rule) : '' })
  if (reason === 'malformed') return t('try.malformed')
  return reason === 'role' ? t('try.role', { roles: roles.join(', ') }) : t('try.none')
}
