/**
 * Random constant expressions, as trees: the text of a node has a `$` for each operand. Printing leaves out most parentheses,
 * so that precedences are tried too; what the text then means is for the compilers to say.
 */
import type { Target } from '../../../src/ctype/target.ts'
import { generator, type Random } from '../random.ts'

export interface Expression {
  readonly text: string
  readonly operands: readonly Expression[]
}

/** What the expressions speak of. Nobody has to read the variables. */
export const prelude = `
enum e { E0, E1 = 7, E2 = -3 };
enum w { W0, W1 = 0xf0000000 };
struct s { char c; long long l; short h[5]; union { double d; struct { int deep[3]; char last; }; }; int bits : 5; void *p; };
struct __attribute__((packed)) t { char c; struct s s; long l; };
union u { char c[7]; int i; long double x; };
typedef short half;
extern struct s v;
extern int table[12];
extern const char *names[5];
int function(int, char *);
double real(void);
`

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!

const leaf = (text: string): Expression => ({ text, operands: [] })

const integerLiterals =
  "0 1 2 3 7 31 100 'a' '\\xff' '\\377' 'ab' L'\\xff' u'\\u00e9' U'x' 0x7fffffff 2147483648 0xffffffff 1u 3U 5l 6UL 9ll 10ull 0x8000000000000000 017 0b101 1'000 5000000000 0x7fffffffffffffff 4294967295 9223372036854775807ll E0 E1 E2 W0 W1 -1 -2147483648".split(
    ' ',
  )

/** With the type that a target must have. */
const floatingLiterals: readonly (readonly [string, 'double' | '_Float16' | '_Float128' | '_Float64x'])[] = [
  ...'1.5 0.1 0.1f 0x1.8p3 3.0f 1e10 1.00000005960464478f 0x1p-1074 1e-320 .5 1e300 0.1L 1e-4940L 1.1e4000L 0x1.123456789abcdef1p3L 0.1F32 0.1F64 0.1F32x 1e39f 0.0 1.0d'
    .split(' ')
    .map(text => [text, 'double'] as const),
  ['0.1F16', '_Float16'],
  ['1e-7F16', '_Float16'],
  ['0.1F128', '_Float128'],
  ['0.1F64x', '_Float64x'],
]

const integerTypes =
  'char|signed char|unsigned char|short|unsigned short|int|unsigned|long|unsigned long|long long|unsigned long long|_Bool|half|enum e|enum w|int8_t|uint16_t|int64_t|size_t|uintptr_t|wchar_t'.split(
    '|',
  )
const floatingTypes = ['float', 'double', 'long double', '_Float32', '_Float64', '_Float32x'] as const
const rareTypes = ['_Float16', '_Float128', '_Float64x'] as const
const objects =
  'struct s|struct t|union u|int[3]|struct s[2]|char *|void (*)(int)|double _Complex|void|const struct s|typeof(v.h)'.split(
    '|',
  )
const members = 'c l h d deep deep[1] last p h[3]'.split(' ')
const operands =
  'v v.c v.h v.h[2] table table[1] names *names **names function(1,0) real() &v &table &table[3] *table v.l (v) sizeof(int) "abc" L"abc" (char)1 &function (&v)->p ((struct s*)0)->deep (short)1+v.c 1?v.l:v.c'.split(
    ' ',
  )

class Generator {
  readonly #random: Random
  readonly #target: Target

  constructor(random: Random, target: Target) {
    this.#random = random
    this.#target = target
  }

  any(depth: number): Expression {
    switch (this.#random(8)) {
      case 0:
      case 1:
        return this.floating(depth)
      case 2:
        return this.pointer(depth)
      default:
        return this.integer(depth)
    }
  }

  #node(text: string, ...operands: Expression[]): Expression {
    return { text, operands }
  }

  /** In parentheses more often than not. */
  #joined(a: Expression, operator: string, b: Expression): Expression {
    const side = () => (this.#random(5) < 3 ? '($)' : '$')
    return this.#node(`${side()} ${operator} ${side()}`, a, b)
  }

  #arithmetic(depth: number): Expression {
    return this.#random(4) === 0 ? this.floating(depth) : this.integer(depth)
  }

  #integerType(): string {
    const types =
      this.#target.size.__int128 === undefined ? integerTypes : [...integerTypes, '__int128', 'unsigned __int128']
    return pick(this.#random, types)
  }

  #floatingType(): string {
    const rare = rareTypes.filter(name => this.#target.size[name] !== undefined)
    return pick(this.#random, [...floatingTypes, ...floatingTypes, ...rare])
  }

  #type(): string {
    const choice = this.#random(3)
    return choice === 0 ? this.#integerType() : choice === 1 ? this.#floatingType() : pick(this.#random, objects)
  }

  integer(depth: number): Expression {
    const random = this.#random
    if (depth === 0) return leaf(pick(random, integerLiterals))
    const operand = () => this.integer(depth - 1)
    const arithmetic = () => this.#arithmetic(depth - 1)
    switch (random(22)) {
      case 0:
      case 1:
        return this.#node(`${pick(random, ['-', '+', '~', '!'])} $`, operand())
      case 2:
        return this.#node('!($)', this.any(depth - 1))
      case 3:
      case 4:
        return this.#node('($) ? $ : $', random(6) === 0 ? this.any(depth - 1) : operand(), operand(), operand())
      case 5:
        return this.#node('($) ?: $', operand(), operand())
      case 6:
      case 7:
      case 8:
        return this.#node(`(${this.#integerType()})($)`, arithmetic())
      case 9:
        return this.#joined(arithmetic(), pick(random, ['<', '>', '<=', '>=', '==', '!=', '&&', '||']), arithmetic())
      case 10:
        return this.#query(depth)
      case 11:
        return this.#node(`(${pick(random, ['long', 'uintptr_t', 'short', '_Bool'])})($)`, this.pointer(depth - 1))
      case 12:
        return this.#joined(
          this.#node('($)', this.pointer(depth - 1)),
          pick(random, ['-', '==', '!=', '<', '>=', '&&', '||']),
          this.#node('($)', this.pointer(depth - 1)),
        )
      case 13:
        return this.#node(`_Generic(($), ${this.#integerType()}: $, default: $)`, arithmetic(), operand(), operand())
      case 14:
        return this.#node(`__builtin_choose_expr(${random(2)}, $, $)`, operand(), operand())
      case 15:
        return this.#joined(operand(), pick(random, ['<<', '>>']), leaf(pick(random, ['0', '1', '3', '7ull', '15'])))
      case 16:
        return this.#node(`($) ${pick(random, ['%', '&', '|', '<<'])} ($)`, arithmetic(), arithmetic())
      default:
        return this.#joined(operand(), pick(random, '+ - * / % & ^ | + - *'.split(' ')), operand())
    }
  }

  /** About types and about objects that are not read. */
  #query(depth: number): Expression {
    const random = this.#random
    switch (random(8)) {
      case 0:
        return this.#node('sizeof($)', this.any(depth - 1))
      case 1:
        return leaf(`sizeof(${pick(random, operands)})`)
      case 2:
        return leaf(`sizeof(${this.#type()})`)
      case 3:
        return leaf(`${pick(random, ['_Alignof', '__alignof__'])}(${this.#type()})`)
      case 4:
        return leaf(`__builtin_offsetof(struct s, ${pick(random, members)})`)
      case 5:
        return leaf(`__builtin_offsetof(struct t, s.${pick(random, members)})`)
      case 6:
        return leaf(`__builtin_types_compatible_p(${this.#type()}, ${this.#type()})`)
      default:
        return this.#node('__builtin_constant_p($)', leaf(pick(random, ['1', 'v', '2.5', '"text"', 'table[1]'])))
    }
  }

  floating(depth: number): Expression {
    const random = this.#random
    if (depth === 0) {
      const literals = floatingLiterals.filter(([, type]) => this.#target.size[type] !== undefined)
      return leaf(pick(random, literals)[0])
    }
    const operand = () => this.floating(depth - 1)
    switch (random(10)) {
      case 0:
        return this.#node(`${pick(random, ['-', '+'])} $`, operand())
      case 1:
      case 2:
        return this.#node(`(${this.#floatingType()})($)`, this.#arithmetic(depth - 1))
      case 3:
        return this.#node('($) ? $ : $', this.#arithmetic(depth - 1), operand(), this.#arithmetic(depth - 1))
      case 4:
        return this.#joined(this.#arithmetic(depth - 1), pick(random, ['+', '-', '*', '/']), operand())
      default:
        return this.#joined(operand(), pick(random, ['+', '-', '*', '/']), this.#arithmetic(depth - 1))
    }
  }

  pointer(depth: number): Expression {
    const random = this.#random
    const address = leaf(pick(random, ['0', '16', '4096', '-1']))
    if (depth === 0)
      return this.#node(`(${pick(random, ['char', 'int', 'void', 'struct s', 'const int'])} *)$`, address)
    switch (random(7)) {
      case 0:
        return this.#node(`&((struct s *)$)->${pick(random, members)}`, address)
      case 1:
        return this.#node(`&(*(struct t *)$).s.${pick(random, members)}`, address)
      case 2:
        return this.#node('((struct s *)$)->h', address)
      case 3:
        return this.#node(`&((int *)$)[${random(5)}]`, address)
      case 4:
        return this.#node(`($) ${pick(random, ['+', '-'])} ${random(4)}`, this.pointer(depth - 1))
      case 5:
        return this.#node('($) ? ($) : ($)', this.integer(depth - 1), this.pointer(depth - 1), this.pointer(depth - 1))
      default:
        return this.#node('(char *)($)', this.pointer(depth - 1))
    }
  }
}

export function expressionAt(target: Target, seed: number, index: number): Expression {
  const random = generator((Math.imul(seed, 0x9e3779b1) + Math.imul(index, 0x85ebca6b)) >>> 0)
  for (;;) {
    const expression = new Generator(random, target).any(1 + random(5))
    // GCC 12 gives `!` of a `_Float16` the wrong type.
    if (!/!.*F(?:loat)?16/s.test(print(expression))) return expression
  }
}

/** In one line. */
export function print({ text, operands }: Expression): string {
  let next = 0
  return text.replace(/\$/g, () => print(operands[next++]!))
}
