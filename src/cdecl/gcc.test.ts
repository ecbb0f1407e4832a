/**
 * GCC as the judge: random enumerations and specifier orders, one compilation for each kind.
 * CABI_SEED repeats a run.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { generator, type Random } from '../../test/oracle/random.ts'
import { underlyingType } from '../ctype/enumeration.ts'
import { basicInteger } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { bareType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import type { Constant, Declarations } from './declarations.ts'
import { parseDeclarations } from './parse.ts'

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!

function output(program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-'))
  try {
    const source = join(folder, 'a.c')
    writeFileSync(source, program)
    execFileSync('gcc', ['-w', '-std=gnu2x', '-o', join(folder, 'a'), source], { stdio: ['ignore', 'pipe', 'pipe'] })
    return execFileSync(join(folder, 'a'), { encoding: 'utf8' }).trimEnd().split('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The spelling of an expression's type. */
const types =
  'char,signed char,unsigned char,short,unsigned short,int,unsigned int,long,unsigned long,long long,unsigned long long,__int128,unsigned __int128,float,double,long double,float _Complex,double _Complex,long double _Complex,_Float32,_Float128,_Float64x'
const prelude = `#include <stdint.h>
#include <stdio.h>
#define TYPE(x) _Generic((x), _Bool: "bool", ${types
  .split(',')
  .map(name => `${name}: "${name}"`)
  .join(', ')})
`

const integerLiterals =
  "0 1 2 7 31 100 'a' '\\xff' 0x7fffffff 2147483648 0xffffffff 1u 3U 5l 6UL 9ll 10ull 0x8000000000000000 017 0b101 1'000"
const binaryOperators = '+ - * / % << >> < > <= >= == != & ^ | && ||'
const casts = 'int,unsigned char,short,long,unsigned,signed char,unsigned long long,uint16_t,int64_t,size_t,float'

function integerExpression(random: Random, depth: number): string {
  if (depth === 0 || random(8) === 0) return pick(random, integerLiterals.split(' '))
  const operand = () => integerExpression(random, depth - 1)
  switch (random(9)) {
    case 0:
      return `${pick(random, ['-', '+', '~', '!'])} ${operand()}`
    case 1:
    case 2:
      return `(${operand()})`
    case 3:
      return `(${operand()}) ? ${operand()} : ${operand()}`
    case 4:
      return `(${pick(random, casts.split(',').slice(0, -1))})(${operand()})`
    case 5:
      return `sizeof(${pick(random, casts.split(','))} *)`
    default:
      return `${operand()} ${pick(random, binaryOperators.split(' '))} ${operand()}`
  }
}

/** What parsing makes of a text, or undefined where a value is at fault: GCC warns there and goes on. */
function parsed(text: string): Declarations | undefined {
  try {
    const declarations = parseDeclarations(text)
    // A macro is worked out when it is asked for.
    declarations.constants.get('X')
    return declarations
  } catch (error) {
    if (error instanceof CabiError && /division by zero|shift by|overflows$|no integer type/m.test(error.message))
      return
    throw error
  }
}

/** `5 unsigned int`: the value as 64 bits, and the basic type. */
function spelled(constant: Constant | undefined): string {
  if (constant?.kind === 'integer') {
    return `${BigInt.asUintN(64, constant.value)} ${basicInteger(constant.type.name, x86_64_linux)}`
  }
  return constant?.kind === 'floating' ? `${constant.value} ${constant.type.name}` : 'none'
}

test('random enumerations have the values and types that GCC gives them', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  const lines: string[] = []
  const ours: string[] = []
  const definitions: string[] = []
  for (let i = 0; definitions.length < 150 && i < 3000; i++) {
    const names = Array.from({ length: random(5) + 1 }, (_, j) => `E${i}_${j}`)
    const body = names.map(name => (random(2) === 0 ? name : `${name} = ${integerExpression(random, 2)}`))
    const definition = `enum e${i} { ${body.join(', ')} };`
    const declarations = parsed(definition)
    if (declarations === undefined) continue
    definitions.push(definition)
    const type = bareType(declarations.tags.get(`enum e${i}`)!)
    lines.push(`printf("%s\\n", TYPE((enum e${i})0));`)
    ours.push(type.kind === 'enum' ? underlyingType(type, x86_64_linux)!.name : type.kind)
    for (const name of names) {
      lines.push(`printf("%llu %s\\n", (unsigned long long)${name}, TYPE(${name}));`)
      ours.push(spelled(declarations.constants.get(name)))
    }
  }
  const theirs = output(`${prelude}${definitions.join('\n')}\nint main(void) { ${lines.join('\n')} }`)
  assert.equal(definitions.length, 150)
  assert.deepEqual(ours, theirs, definitions.join('\n'))
})

test('specifiers in random orders are the types that GCC reads', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  const spellings =
    'char|signed char|unsigned char|short|short int|signed short int|unsigned short int|int|signed|unsigned|unsigned int|long|long int|signed long int|unsigned long int|long long|long long int|signed long long int|unsigned long long int|float|double|long double|_Bool|size_t|int8_t|uint64_t|wchar_t|__int128|unsigned __int128|signed __int128|_Complex|float _Complex|long double _Complex|_Float32|_Float128|_Float64x'
  const cases = Array.from({ length: 300 }, () => {
    const words = [
      ...pick(random, spellings.split('|')).split(' '),
      ...pick(random, [[], ['const'], ['volatile', 'const']]),
    ]
    return words
      .map(word => ({ word, key: random(1000) }))
      .sort((a, b) => a.key - b.key)
      .map(({ word }) => word)
      .join(' ')
  })
  const lines = cases.map(text => `printf("%s %zu\\n", TYPE((${text})0), sizeof(${text}));`)
  const theirs = output(`${prelude}#include <wchar.h>\nint main(void) { ${lines.join('\n')} }`)
  const ours = cases.map(text => {
    const { types, constants } = parseDeclarations(`typedef ${text} t;\nenum { SIZE = sizeof(t) };`)
    const type = bareType(types.get('t')!)
    const size = constants.get('SIZE')
    return `${type.kind === 'integer' ? basicInteger(type.name, x86_64_linux) : printType(type)} ${size?.kind !== 'string' && size?.value}`
  })
  assert.deepEqual(ours, theirs, cases.join('\n'))
})
