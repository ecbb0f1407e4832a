/**
 * libffi's way: "if you want to write your own interpreter, integrate libffi". A calculator whose programs declare functions of
 * C and call them. Its types are known when a program runs, so a signature is data: an `ffi_cif`.
 *
 * What differs: a program that passes a string for a number, or calls what is not there, gets an error, and the calculator goes
 * on. Written for cabi alone, `declare` would be a line: `open(library, text)`.
 */
import { alloc, c, open } from 'cabi'
import * as ffi from 'cabi/libffi'

const program = `
double pow(double, double) in m
double cos(double) in m
long strlen(string) in libc.so.6
string strerror(int) in libc.so.6
radius = 2 * (1 + 0.5)
3.14159 * pow(radius, 2)
cos(0) + strlen("four letters") / 2
strerror(2)
strlen(12)
pow(2)
tan(1)
`

type Value = number | string

/** By the name in a program: how libffi calls it, a box for an argument, and one for a result. */
const types = {
  int: [ffi.ffi_type_sint, () => alloc(c.int), () => alloc(ffi.ffi_sarg)],
  long: [ffi.ffi_type_slong, () => alloc(c.long), () => alloc(ffi.ffi_sarg)],
  double: [ffi.ffi_type_double, () => alloc(c.double), () => alloc(c.double)],
  string: [ffi.ffi_type_pointer, () => alloc(c.string), () => alloc(c.string)],
} as const
type TypeName = keyof typeof types

const variables = new Map<string, Value>()
const functions = new Map<string, (values: readonly Value[]) => Value>()

function declare(result: TypeName, name: string, parameters: readonly TypeName[], library: string): void {
  const cif = new ffi.ffi_cif()
  const [rtype, , place] = types[result]
  const argtypes = parameters.map(parameter => types[parameter][0])
  if (ffi.prepCif(cif, ffi.FFI_DEFAULT_ABI, argtypes.length, rtype, argtypes) !== ffi.FFI_OK) throw new Error(name)
  const { [name]: fn } = open(library, { [name]: c.fn(c.void, []) })
  functions.set(name, values => {
    const rvalue = place()
    const avalues = values.map((value, i) => Object.assign(types[parameters[i] ?? 'int'][1](), { value }))
    // It counts them.
    ffi.call(cif, fn, rvalue, avalues)
    return rvalue.value ?? 'null'
  })
}

const operators: { readonly [sign: string]: (a: number, b: number) => number } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

/** expression = term { ('+' | '-') term }; term = factor { ('*' | '/') factor } */
const expression = (tokens: string[]): Value => chain(tokens, term, ['+', '-'])
const term = (tokens: string[]): Value => chain(tokens, factor, ['*', '/'])

function chain(tokens: string[], operand: (tokens: string[]) => Value, signs: readonly string[]): Value {
  let value = operand(tokens)
  while (signs.includes(tokens[0]!)) value = operators[tokens.shift()!]!(Number(value), Number(operand(tokens)))
  return value
}

/** factor = number | string | '(' expression ')' | name | name '(' expression { ',' expression } ')' */
function factor(tokens: string[]): Value {
  if (tokens[0] === '(') return list(tokens)[0]!
  const token = tokens.shift() ?? ''
  if (tokens[0] === '(') return (functions.get(token) ?? unknown(token))(list(tokens))
  if (token.startsWith('"')) return token.slice(1, -1)
  return /^\d/.test(token) ? Number(token) : (variables.get(token) ?? unknown(token))
}

function list(tokens: string[]): Value[] {
  const values = []
  do {
    tokens.shift()
    values.push(expression(tokens))
  } while (tokens[0] === ',')
  if (tokens.shift() !== ')') throw new SyntaxError(`expected ')'`)
  return values
}

function unknown(name: string): never {
  throw new ReferenceError(`there is no '${name}'`)
}

/** statement = type name '(' type { ',' type } ')' 'in' library | name '=' expression | expression */
function run(statement: string): Value | undefined {
  const [, result, declared, parameters, library] = /^(\w+) (\w+)\((.*)\) in (\S+)$/.exec(statement) ?? []
  if (library !== undefined) {
    declare(result as TypeName, declared!, parameters!.split(', ') as TypeName[], library)
    return undefined
  }
  const [, name, value] = /^(?:(\w+) = )?(.*)$/.exec(statement)!
  const tokens = value!.match(/"[^"]*"|[\w.]+|\S/g) ?? []
  const found = expression(tokens)
  if (tokens.length > 0) throw new SyntaxError(`unexpected '${tokens[0]}'`)
  if (name !== undefined) variables.set(name, found)
  return found
}

for (const statement of program.trim().split('\n')) {
  try {
    const value = run(statement)
    console.log(value === undefined ? statement : `${statement}  →  ${value}`)
  } catch (error) {
    console.log(`${statement}  →  ${(error as Error).message}`)
  }
}
// → double pow(double, double) in m
// → double cos(double) in m
// → long strlen(string) in libc.so.6
// → string strerror(int) in libc.so.6
// → radius = 2 * (1 + 0.5)  →  3
// → 3.14159 * pow(radius, 2)  →  28.27431
// → cos(0) + strlen("four letters") / 2  →  7
// → strerror(2)  →  No such file or directory
// → strlen(12)  →  the box of 'const char *' is 'const char *': expected a string, a Pointer to 'const char', a Uint8Array or null, got 12
// → pow(2)  →  call: avalues: expected 2, got 1
// → tan(1)  →  there is no 'tan'
