/** The data models: what the sizes of C's types are on a target. */
import type { BasicInteger } from './scalar.ts'

export interface Target {
  readonly name: string
  /** Sizes in bytes; on every target known here a scalar's alignment equals its size. */
  readonly size: Readonly<Record<BasicInteger | 'pointer' | 'float' | 'double' | 'bool', number>>
  readonly charIsSigned: boolean
}

/** System V psABI x86-64, figure 3.1. */
export const x86_64_linux: Target = {
  name: 'x86_64-linux',
  size: {
    bool: 1,
    char: 1,
    'signed char': 1,
    'unsigned char': 1,
    short: 2,
    'unsigned short': 2,
    int: 4,
    'unsigned int': 4,
    long: 8,
    'unsigned long': 8,
    'long long': 8,
    'unsigned long long': 8,
    float: 4,
    double: 8,
    pointer: 8,
  },
  charIsSigned: true,
}
