/** For when what was pressed goes away: whoever works by keyboard goes on at the head of the page. */
export function focusHeading(): void {
  document.querySelector('h1')?.focus({ preventScroll: true })
}
