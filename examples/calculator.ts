/**
 * libffi's way: "if you want to write your own interpreter, integrate libffi". A calculator in reverse Polish notation, some
 * forty lines, whose programs declare functions of C (`:`) and call them. Its types are known when a program runs, so a
 * signature is data: an `ffi_cif`.
 *
 * What differs: a program that passes a number for a string, or calls what is not there, gets an error, and the calculator
 * goes on. Written for cabi alone, `declare` would be a line: `open(library, text)`.
 */
import { alloc, c, open } from 'cabi'
import * as ffi from 'cabi/libffi'

const program = `
: double pow double double m
: double cos double m
: long strlen string libc.so.6
: string strerror int libc.so.6
2 1 0.5 + * =radius
3.14159 radius 2 pow *
0 cos "four letters" strlen 2 / +
2 strerror
12 strlen
2 pow
1 tan`

type Value = number | string
/** How libffi calls a type, a box for an argument, and one for a result. */
const types = {
  int: { type: ffi.ffi_type_sint, argument: () => alloc(c.int), result: () => alloc(ffi.ffi_sarg) },
  long: { type: ffi.ffi_type_slong, argument: () => alloc(c.long), result: () => alloc(ffi.ffi_sarg) },
  double: { type: ffi.ffi_type_double, argument: () => alloc(c.double), result: () => alloc(c.double) },
  string: { type: ffi.ffi_type_pointer, argument: () => alloc(c.string), result: () => alloc(c.string) },
}
type TypeName = keyof typeof types

const stack: Value[] = []
const pop = (): Value => stack.pop() ?? fail('the stack is empty')
const constant = (value: Value) => () => stack.push(value)
const words = new Map<string, () => unknown>([
  ['+', () => stack.push(Number(pop()) + Number(pop()))],
  ['*', () => stack.push(Number(pop()) * Number(pop()))],
  ['/', () => stack.push(1 / (Number(pop()) / Number(pop())))],
])

function declare(result: TypeName, name: string, parameters: readonly TypeName[], library: string): void {
  const cif = new ffi.ffi_cif()
  const argtypes = parameters.map(parameter => types[parameter].type)
  ffi.prepCif(cif, ffi.FFI_DEFAULT_ABI, argtypes.length, types[result].type, argtypes)
  const { [name]: fn } = open(library, { [name]: c.fn(c.void, []) })
  words.set(name, () => {
    const values = parameters.map(pop).reverse()
    const avalues = parameters.map((type, i) => Object.assign(types[type].argument(), { value: values[i] }))
    const rvalue = types[result].result()
    ffi.call(cif, fn, rvalue, avalues)
    stack.push(rvalue.value ?? 'null')
  })
}

function run(word: string): void {
  if (/^\d/.test(word)) stack.push(Number(word))
  else if (word.startsWith('"')) stack.push(word.slice(1, -1))
  else if (word.startsWith('=')) words.set(word.slice(1), constant(pop()))
  else (words.get(word) ?? fail(`there is no '${word}'`))()
}

function fail(reason: string): never {
  throw new Error(reason)
}

for (const statement of program.trim().split('\n')) {
  try {
    const [colon, result, name, ...rest] = statement.split(' ')
    if (colon === ':') declare(result as TypeName, name!, rest.slice(0, -1) as TypeName[], rest.at(-1)!)
    else for (const word of statement.match(/"[^"]*"|\S+/g)!) run(word)
    console.log(statement, ...(stack.length > 0 ? ['→', ...stack.splice(0)] : []))
  } catch (error) {
    stack.length = 0
    console.log(statement, '→', (error as Error).message)
  }
}
// → : double pow double double m
// → : double cos double m
// → : long strlen string libc.so.6
// → : string strerror int libc.so.6
// → 2 1 0.5 + * =radius
// → 3.14159 radius 2 pow * → 28.27431
// → 0 cos "four letters" strlen 2 / + → 7
// → 2 strerror → No such file or directory
// → 12 strlen → the box of 'const char *' is 'const char *': expected a string, a Pointer to 'const char', a Uint8Array or null, got 12
// → 2 pow → the stack is empty
// → 1 tan → there is no 'tan'
