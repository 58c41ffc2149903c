import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
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
          <OneAnswer key={answer.status} answer={answer} />
        ))}
      </ul>
    </Card>
  )
}

/** Each has an address of its own, at which it is unfolded. */
function OneAnswer({ answer }: { readonly answer: Answer }) {
  const { status, description } = answer
  const place = `status-${status}`
  const isMeant = useLocation().hash === place
  const item = useRef<HTMLLIElement>(null)
  // The page is drawn after the browser has looked for the place.
  useEffect(() => {
    if (isMeant) item.current?.scrollIntoView({ block: 'center' })
  }, [isMeant])
  return (
    <li ref={item} id={place} data-meant={isMeant || undefined}>
      <p>
        <Link
          to="."
          hash={place}
          replace
          resetScroll={false}
          className={styles['status']}
          data-refusal={status >= '400' || undefined}
          aria-label={t('apis.linkTo', { status })}
        >
          {status}
        </Link>{' '}
        {plainText(description)}
      </p>
      <Example answer={answer} open={isMeant} />
    </li>
  )
}

interface ExampleProps {
  readonly answer: Answer
  readonly open: boolean
}

function Example({ answer: { status, headers, example }, open }: ExampleProps) {
  const told = headers.filter(([name]) => name !== 'X-Request-Id')
  if (told.length === 0 && example === undefined) return null
  return (
    <details className={styles['details']} open={open}>
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
