import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { formatDialect } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useKeySubject } from './subject.ts'
import styles from './TestKey.module.css'
import { type Tried, testKey } from './testKey.ts'
import { useKeyActs } from './useKeyActs.ts'

/** Proves that the key opens every API, one line each. */
export function TestKey() {
  const { name } = useKeySubject()
  const { reveal } = useKeyActs()
  const [results, setResults] = useState<readonly Tried[] | null>(null)
  const test = useAct(async () => {
    setResults(null)
    const tried = await testKey(name, await reveal('stepUp.test'))
    setResults(tried)
    announce(summaryOf(tried))
  })
  return (
    <div className={styles['test']}>
      <Button kind="quiet" busy={test.busy} onClick={() => test.run()}>
        <Icon name="check" />
        {test.busy ? t('key.testing') : t('key.test')}
      </Button>
      {test.error !== null && <ErrorState error={test.error} title={t('key.notTested')} />}
      {results && <Results results={results} />}
    </div>
  )
}

function Results({ results }: { readonly results: readonly Tried[] }) {
  return (
    <div className={styles['results']}>
      <p>{summaryOf(results)}</p>
      <ul className={styles['list']}>
        {results.map(({ dialect, kind, status, works }) => (
          <li key={dialect} data-works={works}>
            <Icon name={works ? 'check' : 'cross'} />
            <strong>{formatDialect(dialect)}</strong>
            <span>{works ? t(`key.tested.${kind}`) : t('key.testedFailed', { status: String(status) })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function summaryOf(results: readonly Tried[]): string {
  const works = results.filter((one) => one.works).length
  return t('key.testResult', { works, all: results.length })
}
