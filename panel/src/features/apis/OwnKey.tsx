import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { errorText } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'

/** Fills the own key in, after presence is proved; it is not shown. */
export function OwnKey({ onGet }: { readonly onGet: (key: string) => void }) {
  const stepUp = useStepUp()
  const get = useAct(async () => {
    const { apiKey } = await stepUp('stepUp.useKey', () => api.keys.reveal())
    onGet(apiKey)
    announce(t('apis.ownKeyTaken'))
  })
  return (
    <div>
      <Button busy={get.busy} onClick={() => void get.run()}>
        {t('apis.ownKey')}
      </Button>
      {get.error !== null && <p role="alert">{errorText(get.error)}</p>}
    </div>
  )
}
