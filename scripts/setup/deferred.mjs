/**
 * What the first call of a plain function does without. These modules go to a second script, which is loaded when one of
 * their functions is first called; all others go to the first. What counts is what V8 has to read and to run at each start,
 * of which the second script is more than half.
 *
 * Modules of the first script may call functions of the second, and make instances of its classes: nothing else, not even
 * while they themselves are loaded. Both are checked (scripts/setup/boundary.mjs), the second one by the first load.
 */

/** Folders, and modules by their path in src, without `.ts`. */
const deferred = `
  abi/sysv-x64/classify
  abi/sysv-x64/classify-bit-field
  abi/upcall
  callback
  cdecl/attribute
  cdecl/declaration/alignment
  cdecl/declaration/array
  cdecl/declaration/assembler
  cdecl/declaration/bit-field
  cdecl/declaration/body
  cdecl/declaration/composite
  cdecl/declaration/enumeration
  cdecl/declaration/initializer
  cdecl/declaration/old-style
  cdecl/declaration/record
  cdecl/declaration/size-limit
  cdecl/declaration/skip
  cdecl/declaration/static-assertion
  cdecl/declaration/typeof
  cdecl/declaration/unknown
  cdecl/expression
  cdecl/preprocessor
  ctype/alignment
  ctype/compatible
  ctype/enumeration
  ctype/layout-rows
  ctype/layout-table
  ctype/member-named
  ctype/open-record
  ctype/print
  ctype/record-layout
  exchange/fault
  exchange/jumps
  exchange/marshaller
  exchange/native
  exchange/upcall
  exchange/upcalls
  exchange/running
  exchange/stub-pool
  exchange/terminated
  library/convert
  library/enum-constructor
  library/explanation
  library/format
  library/record-constructor
  library/search
  library/signatures
  library/system-error
  library/translated
  library/type-of-value
  library/variable
  library/variadic
  machine/x86-64
  memory
`

/** Modules of those folders that the first script has: a first call runs them, or their values are public. */
const needed = `
  cdecl/attribute/attribute
  cdecl/preprocessor/conditional
  cdecl/preprocessor/macro
  cdecl/preprocessor/macro-constants
  cdecl/preprocessor/predefined-name
  cdecl/preprocessor/preprocessing
  library/search/candidate
  library/search/candidates
  library/search/elf
  library/search/find
  library/search/in-node
  library/search/linked-object
  library/search/linker-script
  library/search/loader-cache
  library/search/read-at
  library/search/search-path
  library/search/short-name
  library/search/soname
  memory/address-of
  memory/alloc
  memory/arena
  memory/bytes
  memory/box
  memory/c-array
  memory/cast
  memory/column
  memory/copy
  memory/foreign-views
  memory/function-value
  memory/inspect
  memory/memory
  memory/pointee
  memory/pointer
  memory/provenance
  memory/read-string
  memory/to-object
  memory/translation
  memory/type-handle
  memory/type-of
`

const names = text => text.trim().split(/\s+/)
const isIn = (list, module) => list.some(name => module === name || module.startsWith(`${name}/`))

/** Of a module by its path in src, without `.ts`. */
export const isDeferred = module => isIn(names(deferred), module) && !isIn(names(needed), module)
