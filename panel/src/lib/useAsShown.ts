import { useState } from 'react'

/** A value as it was when the person began to edit it; what the server says meanwhile comes after that. */
export function useAsShown<Value>(value: Value, isEdited: boolean): Value {
  const [kept, setKept] = useState(value)
  if (!isEdited && kept !== value) setKept(value)
  return isEdited ? kept : value
}
