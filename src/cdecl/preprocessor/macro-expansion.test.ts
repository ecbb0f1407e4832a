import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

/** What `X` is, the last of these macros, as a string of its expansion. */
function expanded(definitions: string, body: string): string {
  const text = `${definitions}\n#define QUOTE(...) #__VA_ARGS__\n#define EXPAND(...) QUOTE(__VA_ARGS__)\n#define X EXPAND(${body})`
  const constant = parseDeclarations(text).constants.get('X')
  assert.equal(constant?.kind, 'string')
  return constant.value
}

/** By definitions, uses and what they are: first the examples of C11. */
const rows = [
  [
    `#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x`,
    [
      ['f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);', 'f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);'],
      ['g(x+(3,4)-w) & m (f)^m(m);', 'f(2 * (2+(3,4)-0,1)) & f(2 * (0,1))^m(0,1);'],
      ['p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };', 'int i[] = { 1, 23, 4, 5, };'],
      ['char c[2][6] = { str(hello), str() };', 'char c[2][6] = { "hello", "" };'],
    ],
  ],
  [
    `#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"`,
    [
      ['debug(1, 2);', 'printf("x" "1" "= %d, x" "2" "= %s", x1, x2);'],
      [String.raw`str(strncmp("abc\0d", "abc", '\4') == 0)`, String.raw`"strncmp(\"abc\\0d\", \"abc\", '\\4') == 0"`],
      ['xstr(INCFILE(2).h)', '"vers2.h"'],
      ['glue(HIGH, LOW);', '"hello";'],
      ['xglue(HIGH, LOW)', '"hello" ", world"'],
    ],
  ],
  [
    '#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n#define join(c, d) in_between(c hash_hash d)',
    [['join(x, y)', '"x ## y"']],
  ],
  [
    '#define t(x,y,z) x ## y ## z',
    [['t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,)', '123, 45, 67, 89, 10, 11, 12,']],
  ],
  // White space before a replacement list is no part of it.
  [
    '#define P(x)   (x)\n#define S(x, y...) #x, ## y',
    [
      ['S(1, P(2))', '"1", (2)'],
      ['S(1,P(2))', '"1",(2)'],
    ],
  ],
  // What C leaves open is as GCC has it.
  ['#define f(a) a*g\n#define g(a) f(a)', [['f(2)(9)', '2*9*g']]],
  [
    '#define A B\n#define B A\n#define f(x) x f',
    [
      ['A B', 'A B'],
      ['f(1)(2)(3)', '1 f(2)(3)'],
    ],
  ],
  [
    '#define E(fmt, ...) p(fmt, ## __VA_ARGS__)\n#define G(list...) p(0, ## list) #list',
    [
      ['E(1) E(1,) E(1, 2,3)', 'p(1) p(1,) p(1, 2,3)'],
      ['G() G( a ,b)', 'p(0) "" p(0, a ,b) "a ,b"'],
    ],
  ],
  [
    '#define CAT(a, b) a ## b',
    [['CAT(<, <=) CAT(L, "s") CAT(.1e, 5) CAT(\\u00e9, a) CAT(<, :)', '<<= L"s" .1e5 éa <:']],
  ],
] as const

for (const [definitions, uses] of rows) {
  for (const [use, expected] of uses) {
    test(`${use} is ${expected}`, () => assert.equal(expanded(definitions, use), expected))
  }
}

test('numbers of ioctl, tags of four letters and versions have their values', () => {
  const text = `
    #define _IOC(dir, type, nr, size) (((dir) << 30) | ((type) << 8) | ((nr) << 0) | ((size) << 16))
    #define _IOR(type, nr, argtype) _IOC(2U, (type), (nr), sizeof(argtype))
    #define FIONREAD _IOR('f', 127, int)
    #define TAG(a, b, c, d) ((unsigned)((((unsigned)(a) & 0xFF) << 24) | (((b) & 0xFF) << 16) | (((c) & 0xFF) << 8) | ((d) & 0xFF)))
    #define LATIN TAG('l', 'a', 't', 'n')
    #define STRING_(x) #x
    #define STRING(x) STRING_(x)
    #define MAJOR 1
    #define VERSION STRING(MAJOR) "." STRING(44)
  `
  assert.deepEqual(printed(text), [
    'FIONREAD = 2147772031 (unsigned long)',
    'LATIN = 1818326126 (unsigned int)',
    'MAJOR = 1 (int)',
    'VERSION = "1.44"',
  ])
})

test('the constants of <stdint.h> have the type that the target gives them', () => {
  const text =
    '#include <stdint.h>\n#define A INT64_C(9223372036854775807)\n#define B UINT32_C(7)\n#define C UINTMAX_C(1)'
  const types = (name: keyof typeof targets) => {
    const { constants } = parseDeclarations(text, { target: targets[name] })
    return ['A', 'B', 'C'].map(constant => {
      const found = constants.get(constant)
      return found?.kind === 'integer' && found.type.name
    })
  }
  assert.deepEqual(types('x86_64-linux'), ['long', 'unsigned int', 'unsigned long'])
  assert.deepEqual(types('x86_64-windows'), ['long long', 'unsigned int', 'unsigned long long'])
})

test('## makes one token in a macro without parameters too', () => {
  assert.deepEqual(printed('#define A 1 ## 2\n#define B (A + 1)'), ['A = 12 (int)', 'B = 13 (int)'])
})

test('macros count as they are at the end of the text', () => {
  assert.deepEqual(printed('#define X F(1)\n#define F(x) (x + Y)\n#define Y 1\n#undef Y\n#define Y 5'), [
    'X = 6 (int)',
    'Y = 5 (int)',
  ])
})

test('what expands to no constant is none', () => {
  const text =
    '#define ID(x) x\n#define NOTHING(x)\n#define A ID(int)\n#define B NOTHING(1)\n#define C ID(ID)\n#define D ID(f)\n#define E ID({1})\nint f(void);'
  assert.deepEqual([...parseDeclarations(text).constants.keys()], [])
})

test('types and constants that are declared count', () => {
  assert.deepEqual(
    printed('#define SIZE(t) sizeof(t[2])\n#define A SIZE(struct s) + E\nstruct s { int x; };\nenum { E = 1 };').slice(
      -1,
    ),
    ['A = 9 (unsigned long)'],
  )
})

test('a pragma among the tokens is obeyed', () => {
  assert.deepEqual(printed('#define DEPRECATED(x) _Pragma(#x)\n#define A DEPRECATED(GCC warning "old") 5'), [
    'A = 5 (int)',
  ])
})

test('a macro that fails leaves the others as they are', () => {
  const { constants } = parseDeclarations(
    '#define F(x) G(x)\n#define G(x) x ## +\n#define A F(1)\n#define B ID(F)(2)\n#define ID(x) 7 || #x',
  )
  assert.throws(() => constants.get('A'), { code: 'ERR_CABI_SYNTAX' })
  assert.throws(() => constants.get('B'), { code: 'ERR_CABI_UNSUPPORTED' })
  assert.throws(() => constants.get('A'), { code: 'ERR_CABI_SYNTAX' })
})

const no = "the macro 'X' is no constant expression:"
const doubling = Array.from({ length: 30 }, (_, i) => `#define D${i + 1}(x) D${i}(x) D${i}(x)\n`).join('')
const nested = (depth: number) => `#define X ${'F('.repeat(depth)}1${')'.repeat(depth)}`

const refused = [
  [
    '#define F(x) x\n#define X F(',
    `unsupported 2:11: ${no} expected ')' after the arguments of the macro 'F', found the end of the macro`,
  ],
  [
    '#define F(x) x\n#define G F(1\n#define X (G + 2',
    `unsupported 3:12: ${no} expected ')' after the arguments of the macro 'F', found the end of the macro`,
  ],
  [
    '#define F(x) x\n#define X F(1,2)',
    "syntax 2:11: the macro 'F', defined at x.h:1:9, takes 1 argument, not 2, in the macro 'X'",
  ],
  [
    '#define F() 1\n#define X 1 + F(2)',
    "syntax 2:15: the macro 'F', defined at x.h:1:9, takes 0 arguments, not 1, in the macro 'X'",
  ],
  [
    '#define F(x, y) x\n#define X F()',
    "syntax 2:11: the macro 'F', defined at x.h:1:9, takes 2 arguments, not 1, in the macro 'X'",
  ],
  [
    '#define F(x, y, ...) x\n#define X F(1)',
    "syntax 2:11: the macro 'F', defined at x.h:1:9, takes 2 or more arguments, not 1, in the macro 'X'",
  ],
  [
    '#define F(x) x\n#define G(y) F(y, y)\n#define X (G(1))',
    "syntax 3:12: the macro 'F', defined at x.h:1:9, takes 1 argument, not 2, in the macro 'X'",
  ],
  [
    '#define F(a, b) a ## b\n#define X F(+, 1)',
    "syntax 2:13: '##' of the macro 'F', defined at x.h:1:9, makes no token of '+' and '1' in the macro 'X'",
  ],
  [
    '#define F(a, b) a ## b\n#define X F(/, /)',
    "syntax 2:13: '##' of the macro 'F', defined at x.h:1:9, makes no token of '/' and '/' in the macro 'X'",
  ],
  [
    '#define F(a, b) a ## b\n#define X F("a", b)',
    `syntax 2:13: '##' of the macro 'F', defined at x.h:1:9, makes no token of '"a"' and 'b' in the macro 'X'`,
  ],
  [
    '#define F(a, b) a ## b\n#define X F(1.5, -)',
    "syntax 2:13: '##' of the macro 'F', defined at x.h:1:9, makes no token of '1.5' and '-' in the macro 'X'",
  ],
  ['#define X 1 ## -', "syntax 1:11: '##' makes no token of '1' and '-' in the macro 'X'"],
  ['#define X a ## b', `unsupported 1:11: ${no} expected an expression, found 'ab'`],
  ['#define X 1 ##', "syntax 1:13: '##' without two operands in the macro 'X'"],
  ['#define F(x) ## x\n#define X F(1)', "syntax 1:14: '##' without two operands in the macro 'F'"],
  ['#define F(x) x ## ## x\n#define X F(1)', "syntax 1:19: '##' without two operands in the macro 'F'"],
  ['#define F(x) # y\n#define X F(1)', "syntax 1:14: '#' without a parameter behind it in the macro 'F'"],
  ['#define F(x) x #\n#define X F(1)', "syntax 1:16: '#' without a parameter behind it in the macro 'F'"],
  ['#define F(x, x) x\n#define X F(1, 2)', "syntax 1:14: two parameters 'x' of the macro 'F'"],
  ['#define F(...) __VA_OPT__(1)\n#define X F()', "unsupported 1:16: '__VA_OPT__' in the macro 'F' is not supported"],
  ['#define F(x) x @\n#define X F(1)', "syntax 1:16: unexpected character '@' (U+0040)"],
  ['#define F(x) (x +)\n#define X 1 + F(1)', `unsupported 2:15: ${no} expected an expression, found ')'`],
  ['#define F(x) x\n#define X F((1 2))', `unsupported 2:16: ${no} expected ')' after an expression, found '2'`],
  ['#define F(x) x\n#define X F(1) 2', `unsupported 2:16: ${no} expected the end of the macro, found '2'`],
  [
    '#define F(x) x\n#define X F((1)',
    `unsupported 2:11: ${no} expected ')' after the arguments of the macro 'F', found the end of the macro`,
  ],
  ['#define F(x) x\n#define X 1 + F(unknown)', `unsupported 2:17: ${no} expected an expression, found 'unknown'`],
  [
    '#define F(x) x\n#define X 1 + F(2 +)',
    `unsupported 2:20: ${no} expected an expression, found the end of the macro`,
  ],
  ['#define F(x) (1 / x)\n#define X F(0)', "syntax 2:11: division by zero in the macro 'X'"],
  ['#define F(x) x\n#define X F(08)', "syntax 2:13: invalid digit '8' in the octal constant '08' in the macro 'X'"],
  ['#define F(x) x\n#define X F("a\\q")', "syntax 2:15: unknown escape '\\q' in the macro 'X'"],
  ['#define F(x) x\n#define X F(f(1))\nint f(int);', `unsupported 2:13: ${no} expected a constant, found a call`],
  ['#define F(x) x + F(x)\n#define X F(1)', `unsupported 2:11: ${no} expected an expression, found 'F'`],
  ['#define F(x) x\n#define X F(__LINE__)', "unsupported 2:13: '__LINE__' in the macro 'X' is not supported"],
  [
    '#define F(x) #x\n#define G(x) F(x)\n#define X G(__FILE__)',
    "unsupported 3:13: '__FILE__' in the macro 'X' is not supported",
  ],
  [
    `#define D0(x) x\n${doubling}#define X D30(1)`,
    "syntax 32:9: macros that expand to more than 1048576 characters in the macro 'X'",
  ],
  [
    `#define F(x) x\n${nested(101)}`,
    "syntax 2:213: more than 100 macros in the arguments of one another in the macro 'X'",
  ],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text.slice(-60))} is refused when asked for: ${expected}`, () => {
    assert.equal(complaint(text), 'accepted')
    assert.equal(complaint(text, 'X'), expected)
  })
}

test('macros in the arguments of one another are expanded to a depth of 100', () => {
  assert.deepEqual(printed(`#define F(x) x\n${nested(100)}`), ['X = 1 (int)'])
})
