/** What the calls in progress were lent by JavaScript, the innermost call's last. */
export interface Lent {
  /** How many calls it is lent to: it may be lent to another by itself. C may use it while there are any. */
  holders: number
  /** Whether the next call may find it. */
  readonly isRemembered: boolean
  /** It is neither lent nor remembered any more. */
  end(): void
}

/** Ends the loans from the one at `from` on. */
export function endLoans(lent: Lent[], from: number): void {
  while (lent.length > from) {
    const last = lent.pop()!
    if (--last.holders === 0 && !last.isRemembered) last.end()
  }
}

const nothing: Lent = { holders: 0, isRemembered: true, end() {} }

/** Ends those from the one at `from` on and before `to`. Later ones stay where they are: a call in progress has counted them. */
export function endLoansBelow(lent: Lent[], from: number, to: number): void {
  const ended = lent.slice(from, to)
  lent.fill(nothing, from, to)
  endLoans(ended, 0)
}
