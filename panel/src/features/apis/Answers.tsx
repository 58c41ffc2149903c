import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import styles from './Answers.module.css'
import type { Answer } from './operations.ts'
import { plainText } from './plainText.ts'

/** Every status that may come back, each with an example. */
export function Answers({ answers }: { readonly answers: readonly Answer[] }) {
  return (
    <Card title={t('apis.answers')}>
      <ul className={styles['list']}>
        {answers.map((answer) => (
          <li key={answer.status} id={`status-${answer.status}`}>
            <p>
              <strong className={styles['status']} data-refusal={answer.status >= '400' || undefined}>
                {answer.status}
              </strong>{' '}
              {plainText(answer.description)}
            </p>
            <Example answer={answer} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Example({ answer: { status, headers, example } }: { readonly answer: Answer }) {
  const told = headers.filter(([name]) => name !== 'X-Request-Id')
  if (told.length === 0 && example === undefined) return null
  return (
    <details className={styles['details']}>
      <summary>{t('apis.exampleOf', { status })}</summary>
      {told.length > 0 && (
        <ul className={styles['headers']}>
          {told.map(([name, meaning]) => (
            <li key={name}>
              <code translate="no">{name}</code>: {plainText(meaning)}
            </li>
          ))}
        </ul>
      )}
      {example !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0} translate="no">
          <code>{typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</code>
        </pre>
      )}
    </details>
  )
}
