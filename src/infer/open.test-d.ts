/** What `open` and `cdef` take, and what they give. */
import type { TypeConstructors } from './c.ts'
import type { Equal } from './equal.test-d.ts'
import type { Cdef, Lib, LooseLibrary, Open, ParsedDeclarations, SymbolOf } from './open.ts'
import type { DeclaredUnderIf } from './type-error.ts'

declare const open: Open
declare const cdef: Cdef
declare const symbol: SymbolOf
declare const c: TypeConstructors

// A text, parsed declarations, a text made of literals, signatures of the program's own: one library.
const text = 'double cos(double x);' as const
const declarations = cdef(text)
const fromText = open('m', text)
const fromDeclarations = open('m', declarations)
const composed = open('m', `${text} enum { RED = 1 };`)
const fromSignatures = open('m', { cos: c.fn(c.double, [c.double]) })
true satisfies Equal<typeof fromText, typeof fromDeclarations>
true satisfies Equal<typeof fromText, Lib<typeof text>>
true satisfies Equal<typeof fromText, Lib<typeof declarations>>
true satisfies Equal<typeof composed.RED, 1>
true satisfies Equal<ReturnType<typeof fromText.cos> | ReturnType<typeof fromSignatures.cos>, number>
fromText[Symbol.dispose]()

// Without a library there are types and constants, and nothing to call.
const parsed = cdef('int f(void); extern int counter; enum { RED }; typedef int number;')
true satisfies Equal<typeof parsed.RED, 0>
true satisfies Equal<Exclude<keyof typeof parsed, symbol>, 'RED' | 'number'>
// @ts-expect-error
parsed.f

// A text that is no literal gives a loose library, which a program may type by hand.
declare const computed: string
const loose = open('m', computed)
true satisfies Equal<typeof loose, LooseLibrary & Disposable>
loose['anything']('at all')
const byHand = open<{ cos(x: number): number }>('m', computed)
true satisfies Equal<ReturnType<typeof byHand.cos>, number>
byHand[Symbol.dispose]()
// @ts-expect-error
byHand.sin(1)
const satisfying = open('m', computed) satisfies { cos(x: number): number }
true satisfies Equal<ReturnType<typeof satisfying.cos>, number>
// @ts-expect-error
satisfying.cos('1')
const annotated: { cos(x: number): number } = open('m', computed)
annotated.cos(1)
const looseTypes = cdef(computed)
looseTypes satisfies ParsedDeclarations

// `symbol` has every name.
true satisfies Equal<ReturnType<typeof symbol<typeof fromText, 'cos'>>, typeof fromText.cos>
symbol(fromText, 'then')

// One name that is wrong harms no other.
const mixed = open('m', 'double cos(double x);\n#if X\nint handle(void);\n#endif\n')
true satisfies Equal<typeof mixed.handle, DeclaredUnderIf<'handle'>>
mixed.cos(1)
// @ts-expect-error
mixed.handle()
// @ts-expect-error
mixed.sin(1)
