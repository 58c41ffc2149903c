import styles from './Method.module.css'

const KINDS: Readonly<Record<string, string>> = {
  GET: 'reads',
  HEAD: 'reads',
  POST: 'adds',
  PUT: 'changes',
  PATCH: 'changes',
  DELETE: 'ends',
}

export function Method({ name }: { readonly name: string }) {
  return (
    <span className={`${styles['method']} ${styles[KINDS[name] ?? 'other']}`} translate="no">
      {name}
    </span>
  )
}
