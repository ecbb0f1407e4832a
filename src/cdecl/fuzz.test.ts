/** Seeded mutations of valid texts: whatever comes in, a result or a coded error with a place comes out, and soon. CABI_SEED repeats a run. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generator, type Random } from '../../test/oracle/random.ts'
import { complaint } from './testing.ts'

const texts = [
  'int printf(const char *fmt, ...);\nextern long unsigned int f(void), *(g)(int (x), char *restrict);',
  'typedef struct sqlite3 sqlite3;\nint sqlite3_open(const char *, sqlite3 **);\ntypedef unsigned long size_t;',
  'enum color { RED, GREEN = 1 << 2, BLUE = RED ? -1 : GREEN % 3u };\nenum color f(enum color);',
  'struct s { int a : 3, : 0; struct { float f; union { long l; }; }; struct s *next; char data[]; } __attribute__((packed));',
  'typedef int (*cb)(int, char *[3], struct { int x; } *, ...), fn(void); fn f, *g[2]; static inline int h(a) int a; { return 1; }',
  'extern "C" { extern int a[] __asm__("b"), c[2] = { 1, 2 }; } _Alignas(8) _Thread_local const _Atomic(int) d;\n__typeof__(a) e; _Static_assert(sizeof(int) == 4, "x");',
  'enum __attribute__((packed)) k : unsigned char { K = 1 }; [[nodiscard]] enum k l(int n, int m[static n], va_list);',
  String.raw`#define N 0x10uL /* ten */
#define S "a\n" "\xc3\xa9" // text
#define T (N * 2 + sizeof(long))
#define E
enum { A = N, B = 'c', C = (int)1.5, D = 0 && 1 / 0 };
E int f(int a \
  , ...);`,
]

const fragments =
  '( ) { } [ ] , ; : ? * & ... = == << >> / % ! ~ - + # \\ \n \t \' " /* */ // \\\n #define #if int long char void const struct enum union typedef extern static sizeof unsigned float N A f x size_t 0 1 0x 1.5 1e \'a\' "s" @ é \u2028 __proto__ __attribute__ [['.split(
    ' ',
  )

function mutated(text: string, random: Random): string {
  let result = text
  for (let n = random(4) + 1; n > 0; n--) {
    const from = random(result.length + 1)
    const to = from + (random(2) === 0 ? 0 : random(8))
    const other = texts[random(texts.length)]!
    const start = random(other.length)
    const put = [' ', fragments[random(fragments.length)]!, other.slice(start, start + random(20)), ''][random(4)]!
    result = result.slice(0, from) + put + result.slice(to)
  }
  return result
}

test('mutated texts are accepted or refused with a code and a place', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  const end = performance.now() + 1000 * Number(process.env['CABI_FUZZ_SECONDS'] ?? 2)
  let [accepted, count] = [0, 0]
  for (; performance.now() < end; count++) {
    const text = mutated(texts[random(texts.length)]!, random)
    const started = performance.now()
    // Throws what is no CabiError.
    const outcome = complaint(text)
    assert.ok(performance.now() - started < 500, `slow: ${JSON.stringify(text)}`)
    assert.match(outcome, /^(accepted|(syntax|unsupported) \d+:\d+: \S.*)$/s, JSON.stringify(text))
    if (outcome === 'accepted') accepted++
  }
  t.diagnostic(`${count} texts, ${accepted} accepted`)
  assert.ok(accepted > count / 100 && accepted < count, `${accepted} of ${count} accepted`)
})

test('every prefix of a valid text is accepted or refused', () => {
  for (const text of texts) {
    for (let end = 0; end <= text.length; end++)
      assert.match(complaint(text.slice(0, end)), /^(accepted|syntax|unsupported)/)
  }
})
