import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { useKeySubject } from './subject.ts'

/** Who used the key, asked anew each time: a decision rests on it. */
export function useImpact() {
  const { whose } = useKeySubject()
  return useQuery({
    queryKey: ['impact', whose],
    queryFn: () => api.keys.impact(whose),
    gcTime: 0,
    staleTime: 0,
    // It is handed to a dialog, which may be drawn after the answer has come.
    notifyOnChangeProps: 'all',
  })
}
