import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { c, cdef, explain, open, type TypeHandle } from '../index.ts'

const types = cdef(`
  struct pair { double weight; long count; };
  struct large { char bytes[40]; };
  struct empty { };
  typedef double mix(int count, struct pair p, const char *name, long double x, struct large l, struct empty e);
  typedef struct pair pair_of(void);
  typedef struct large large_of(float);
  typedef double _Complex (*complex_of)(long double _Complex);
  typedef int print(const char *format, ...);
  typedef int f(int a, int b, int c, int d, int e, int f, int g, double h);
  typedef int scan(__builtin_va_list list);
  typedef int windows(int) __attribute__((ms_abi));
`) as Record<string, TypeHandle>

const places = (name: string) => explain(types[name]!).parameters.map(parameter => parameter.places)
const result = (name: string) => explain(types[name]!).result

test('each argument has its registers, or its bytes of stack', () => {
  assert.deepEqual(explain(types['mix']!).parameters, [
    { name: 'count', declaration: 'int count', places: ['rdi'] },
    { name: 'p', declaration: 'struct pair p', places: ['xmm0 (bytes 0..8)', 'rsi (bytes 8..16)'] },
    { name: 'name', declaration: 'const char *name', places: ['rdx'] },
    { name: 'x', declaration: 'long double x', places: ['stack+0'] },
    { name: 'l', declaration: 'struct large l', places: ['stack+16'] },
    { name: 'e', declaration: 'struct empty e', places: [] },
  ])
  assert.equal(explain(types['mix']!).stack, 64)
  assert.deepEqual(places('f').slice(5), [['r9'], ['stack+0'], ['xmm0']])
})

test('the result is in registers, or in memory', () => {
  assert.deepEqual(result('mix'), ['xmm0'])
  assert.deepEqual(result('pair_of'), ['xmm0 (bytes 0..8)', 'rax (bytes 8..16)'])
  assert.deepEqual(result('large_of'), ['memory whose address is passed in rdi'])
  assert.deepEqual(result('complex_of'), ['xmm0 (bytes 0..8)', 'xmm1 (bytes 8..16)'])
  assert.deepEqual(explain(c.fn(c.void, [])).result, [])
})

test('a function of a library is explained under its name', () => {
  const { abs } = open('libc.so.6', 'int abs(int number);') as Record<string, object>
  const { type, abi, parameters } = explain(abs!, { abi: 'sysv-x64' })
  assert.deepEqual([type, abi], ['int abs(int number)', 'sysv-x64'])
  assert.deepEqual(parameters, [{ name: 'number', declaration: 'int number', places: ['rdi'] }])
})

const printText = `\
int (const char *format, ...)    sysv-x64
  const char *format       rdi
  vector registers used    0 in al
  result                   rax

[rbx+0x100]: slots of arguments, 8 bytes each; [rbx+0x18]: the function; [rbx+0x80]: the result
0000  8b bb 00 01 00 00                    mov edi, dword ptr [rbx+0x100]
0006  8b 83 04 01 00 00                    mov eax, dword ptr [rbx+0x104]
000c  48 c1 e0 20                          shl rax, 0x20
0010  48 09 c7                             or rdi, rax
0013  b8 00 00 00 00                       mov eax, 0
0018  ff 53 18                             call qword ptr [rbx+0x18]
001b  89 83 80 00 00 00                    mov dword ptr [rbx+0x80], eax`

test('it prints itself: a table, then the machine code', () => {
  assert.equal(String(explain(types['print']!)), printText)
  assert.equal(inspect(explain(types['print']!)), printText)
  assert.match(String(explain(c.fn(c.void, []))), /^void \(void\) {4}sysv-x64\n\n\[rbx/)
  assert.match(String(explain(types['mix']!)), /^ {2}struct empty e {6}nothing\n {2}on the stack {8}64 bytes$/m)
})

const wanted = 'a function of a library, or a function type such as c.fn(c.int, [c.int])'

const refused: readonly [call: () => unknown, code: string, message: string][] = [
  [() => explain(c.int), 'ERR_CABI_ARG_TYPE', `explain: expected ${wanted}, got 'int'`],
  [() => explain(undefined as never), 'ERR_CABI_ARG_TYPE', `explain: expected ${wanted}, got undefined`],
  [() => explain('atoi' as never), 'ERR_CABI_ARG_TYPE', `explain: expected ${wanted}, got 'atoi'`],
  [
    () => explain(types['mix']!, null as never),
    'ERR_CABI_ARG_TYPE',
    'explain: expected options as an object, got null',
  ],
  [
    () => explain(types['mix']!, { abi: 'vax' }),
    'ERR_CABI_ARG_TYPE',
    "explain: abi: expected one of sysv-x64, got 'vax'",
  ],
  [
    () => explain(cdef('typedef int f(int);', { target: 'i386-linux' })['f'] as TypeHandle),
    'ERR_CABI_ARG_TYPE',
    "explain: 'f' is a type of i386-linux, and calls are made on x86_64-linux",
  ],
  [
    () => explain(types['windows']!),
    'ERR_CABI_UNSUPPORTED',
    "the function: the calling convention 'ms_abi' is not supported yet",
  ],
  [
    () => explain(types['scan']!),
    'ERR_CABI_UNSUPPORTED',
    "the function: argument 1 (list) is '__builtin_va_list': a va_list is made by C alone, from the arguments of a variadic function: call the variadic form instead",
  ],
]

for (const [call, code, message] of refused) test(`refused: ${message}`, () => assert.throws(call, { code, message }))
