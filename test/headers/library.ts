import type { TargetName } from '../../src/ctype/target.ts'

/** Headers whose declarations are compared with GCC's. */
export interface HeaderLibrary {
  readonly name: string
  /** The Debian package of the headers. */
  readonly package: string
  /** The package's name for `pkg-config --cflags`; undefined where no flags are needed. */
  readonly pkgConfig: string | undefined
  /** For the compiler, besides those of pkg-config. */
  readonly flags?: readonly string[]
  /** `x86_64-linux` where it is not given. */
  readonly target?: TargetName
  /** Lines of C before the headers' own. */
  readonly prelude?: string
  readonly headers: readonly string[]
}

/** The lines of C that include them. */
export const includes = ({ prelude = '', headers }: HeaderLibrary): string =>
  `${prelude}${headers.map(header => `#include <${header}>\n`).join('')}`
