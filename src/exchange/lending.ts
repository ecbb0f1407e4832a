/** What the calls in progress were lent by JavaScript, the innermost call's last. */
export interface Lent {
  /** C may no longer use it. */
  giveBack(): void
}

/** Ends the loans from the one at `from` on. */
export function endLoans(lent: Lent[], from: number): void {
  while (lent.length > from) lent.pop()!.giveBack()
}
