export function Logo() {
  return (
    <svg aria-hidden="true" width="24" height="24" viewBox="0 0 32 32" fill="none">
      <rect width="32" height="32" rx="8" fill="#3454d1" />
      <path
        d="M16 6.5 24 9.4v6.2c0 4.8-3.3 8.2-8 9.9-4.7-1.7-8-5.1-8-9.9V9.4Z"
        stroke="#fff"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="13.8" r="2.4" fill="#fff" />
      <path d="M16 15v4.6" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  )
}
