/** System V x86-64: the classes that an eightbyte can have (psABI 3.2.3). */
export type EightbyteClass = 'NO_CLASS' | 'INTEGER' | 'SSE' | 'SSEUP' | 'X87' | 'X87UP' | 'COMPLEX_X87'

/** The class of each eightbyte in turn; `MEMORY` for a value that no register takes. */
export type Classes = readonly EightbyteClass[] | 'MEMORY'

export const memory = 'MEMORY'

/** How many eightbytes a value touches that starts `offset` bytes after the beginning of one. */
export const eightbytes = (size: number, offset: number): number => Math.ceil(((offset % 8) + size) / 8)

export const integerClasses = (size: number, offset: number): Classes =>
  Array.from({ length: eightbytes(size, offset) }, () => 'INTEGER')
