import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './Exchange.module.css'
import { CUT, cutBody, cutHeader, prettyBody } from './secrets.ts'
import type { Request, Response } from './send.ts'

interface Props {
  readonly request: Request
  /** Null when the request was only built. */
  readonly answer: Response | null
}

type Headers = readonly (readonly [name: string, value: string])[]

/** A request, and what came back. */
export function Exchange({ request, answer }: Props) {
  const { method, url, headers, body } = request
  return (
    <div className={styles['exchange']}>
      <h3>{t('apis.request')}</h3>
      <Lines
        name={t('apis.request')}
        first={`${method} ${url}`}
        headers={headers}
        body={prettyBody(body ?? '')}
      />
      {answer && <Answered answer={answer} />}
    </div>
  )
}

function Answered({ answer }: { readonly answer: Response }) {
  const [open, setOpen] = useState(false)
  const { status, statusText, milliseconds } = answer
  const headers = open
    ? answer.headers
    : answer.headers.map(([name, value]) => [name, cutHeader(name, value)] as const)
  const body = open ? prettyBody(answer.body) : cutBody(answer.body)
  const hasSecrets = open || body.includes(CUT) || headers.some(([, value]) => value === CUT)
  return (
    <>
      <div className={styles['head']}>
        <h3>{t('apis.answer')}</h3>
        <p>{t('apis.answerFacts', { bytes: answer.body.length, ms: milliseconds })}</p>
        {hasSecrets && (
          <Button kind="quiet" aria-pressed={open} onClick={() => setOpen(!open)}>
            {t('apis.showSecrets')}
          </Button>
        )}
      </div>
      <Lines name={t('apis.answer')} first={`${status} ${statusText}`.trim()} headers={headers} body={body} />
    </>
  )
}

interface LinesProps {
  readonly name: string
  readonly first: string
  readonly headers: Headers
  readonly body: string
}

function Lines({ name, first, headers, body }: LinesProps) {
  const head = [first, ...headers.map(([header, value]) => `${header}: ${value}`)].join('\n')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions, this is a part that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles['lines']} role="group" aria-label={name} tabIndex={0} translate="no">
      <pre>
        <code>{body === '' ? head : `${head}\n\n${body}`}</code>
      </pre>
    </div>
  )
}
