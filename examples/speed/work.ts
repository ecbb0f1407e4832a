/** The same work, three ways. Each gives the same number, so that nobody leaves anything out. */
export interface Work {
  readonly name: string
  inJavaScript(): number
  hotPartInC(): number
  allInC(): number
}
