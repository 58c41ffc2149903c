import type { Impact } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { CallerTable } from '../../ui/CallerTable.tsx'
import { ImpactPreview } from '../../ui/ImpactPreview.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Tracker } from '../../ui/Tracker.tsx'
import { Row } from '../Row.tsx'
import type { Stories } from '../story.ts'

const AT = '2026-01-02T03:04:05.000Z'
const TIMES = { firstUse: AT, lastUse: AT }
const BACKUP = { client: 'backup.sh', address: '203.0.113.0/24', calls: 1_204, ...TIMES }
const IMPACT: Impact = {
  ...{ windowDays: 30, recordedSince: AT, activeCallers: 2, activeOnOldKey: 1 },
  callers: [
    { ...BACKUP, dialects: ['identity-v2'], stopsAtOnce: false },
    {
      client: 'rclone',
      address: '198.51.100.0/24',
      calls: 7,
      dialects: ['native'],
      stopsAtOnce: true,
      ...TIMES,
    },
  ],
}
const NOBODY: Impact = { ...IMPACT, callers: [], activeCallers: 0, activeOnOldKey: 0 }

export const callers: Stories = {
  CallerTable: () => <CallerTable caption="Who calls" callers={IMPACT.callers} />,
  ImpactPreview: () => (
    <>
      <Preview name="known" load={async () => IMPACT} />
      <Preview name="nobody" load={async () => NOBODY} />
      <Preview name="failed" load={() => Promise.reject(new Error('offline'))} />
      <Preview name="loading" load={() => new Promise<Impact>(() => {})} />
    </>
  ),
  StateBadge: () => (
    <Row>
      <StateBadge state="moved" />
      <StateBadge state="old-key" />
      <StateBadge state="failing" />
      <StateBadge state="silent" />
      <StateBadge state="new" />
    </Row>
  ),
  Tracker: () => (
    <Tracker
      ticksName="kit"
      resetAt={AT}
      callers={[
        { ...BACKUP, dialects: ['identity-v2'], state: 'moved' },
        { ...BACKUP, client: 'rclone', dialects: ['native'], state: 'failing', calls: null },
      ]}
    />
  ),
}

function Preview({ name, load }: { readonly name: string; readonly load: () => Promise<Impact> }) {
  return <ImpactPreview impact={useQuery({ queryKey: ['kit', 'impact', name], queryFn: load })} />
}
