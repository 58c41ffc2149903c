import type { AuditFilter } from '@keyward/sdk'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { saveFile } from '../../lib/download.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './AuditPage.module.css'

const FORMATS = [
  { format: 'csv', name: 'audit.csv', type: 'text/csv' },
  { format: 'jsonl', name: 'audit.jsonl', type: 'application/jsonl' },
] as const

type Format = (typeof FORMATS)[number]

/** What fits, as a file. Counts the lines as they come. */
export function ExportButtons({ filter }: { readonly filter: AuditFilter }) {
  const [said, setSaid] = useState('')
  const save = useAct(async ({ format, type }: Format) => {
    setSaid(t('audit.exporting', { count: 0 }))
    const count = (lines: number) => setSaid(t('audit.exporting', { count: lines }))
    const { file, lines } = await gather(await api.audit.export(format, filter), type, count).catch(
      (error) => {
        setSaid('')
        throw error
      },
    )
    saveFile(`keyward-audit.${format}`, file)
    setSaid(t('audit.exported', { count: lines }))
  })
  return (
    <div className={styles['export']}>
      <div className={styles['exportButtons']}>
        {FORMATS.map((each) => (
          <Button key={each.format} busy={save.busy} onClick={() => save.run(each)}>
            <Icon name="download" />
            {t('audit.export')} {t(each.name)}
          </Button>
        ))}
      </div>
      <p role="status" className={styles['progress']}>
        {said}
      </p>
      {save.error !== null && <ErrorState error={save.error} title={t('audit.exportFailed')} />}
    </div>
  )
}

const LINE_END = 10

async function gather(stream: ReadableStream<Uint8Array>, type: string, onLines: (lines: number) => void) {
  const reader = stream.getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let lines = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { file: new Blob(parts, { type }), lines }
    parts.push(new Uint8Array(value))
    lines += value.reduce((sum, byte) => sum + (byte === LINE_END ? 1 : 0), 0)
    onLines(lines)
  }
}
