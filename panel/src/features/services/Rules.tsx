import type { PlacedServiceRule, Service } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { AddRuleDialog } from './AddRuleDialog.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import styles from './Services.module.css'
import { ruleSentence } from './sentence.ts'
import type { ServiceActs } from './useServiceActs.ts'

interface Props {
  readonly service: Service
  readonly acts: ServiceActs
}

/** Whom a service lets in, a sentence for each rule. */
export function Rules({ service, acts }: Props) {
  const { name, rules } = service
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<PlacedServiceRule | null>(null)
  return (
    <Card
      title={t('rules.title', { name })}
      lead={t(rules.length === 0 ? 'rules.open' : 'rules.closed')}
      aside={
        <Button onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {t('rules.add')}
        </Button>
      }
    >
      {rules.length > 0 && (
        <ul className={styles['rules']}>
          {rules.map((rule) => (
            <li key={rule.id}>
              <span translate="no">{ruleSentence(rule)}</span>
              {rule.endpointIds.length === 0 && (
                <Badge kind="warning" icon="warning">
                  {t('rules.outside')}
                </Badge>
              )}
              <Button kind="quiet" onClick={() => setLeaving(rule)}>
                {t('services.remove')} <Hidden>{ruleSentence(rule)}</Hidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding && <AddRuleDialog service={service} acts={acts} onClose={() => setAdding(false)} />}
      {leaving && (
        <RemoveDialog
          title={t('rules.removeTitle')}
          text={`${ruleSentence(leaving)} ${t(rules.length === 1 ? 'rules.lastOpens' : 'rules.lessOpen')}`}
          onRemove={() => acts.removeRule(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </Card>
  )
}
