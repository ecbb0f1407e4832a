import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const main = join(import.meta.dirname, 'main.js')

function cabi(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('layout shows a type of standard input on two targets', () => {
  const { status, stdout, stderr } = cabi(
    ['layout', '--target', 'x86_64-linux', '--target', 'i386-linux', '-', 's'],
    'struct s { char c; long l; void *p; };',
  )
  assert.equal(stderr, '')
  assert.equal(
    stdout,
    `\
             x86_64-linux      i386-linux
struct s     offset  size    offset  size
  char c          0     1         0     1
  (hole)          1     7         1     3
  long l          8     8         4     4
  void *p        16     8         8     4
sizeof                 24              12
alignof                 8               4
`,
  )
  assert.equal(status, 0)
})

test('a type is sized as the text says it is on each target', () => {
  const text = 'typedef struct { char pad[sizeof(long)]; } pad_t;'
  const { stdout } = cabi(['layout', '--target', 'x86_64-linux', '--target', 'i386-linux', '-', 'pad_t'], text)
  assert.match(stdout, /^sizeof +8 +4$/m)
})

test('without a type, every struct and union that is defined is shown', () => {
  const { stdout } = cabi(['layout', '-'], 'struct a { int x; }; struct b; typedef union { int y; } u; typedef u v;')
  assert.deepEqual(stdout.match(/^\w.*offset/gm), ['struct a    offset', 'u          offset'])
})

test('layout --svg draws one type', () => {
  const { status, stdout, stderr } = cabi(['layout', '--svg', '-'], 'struct s { char c; long l; };')
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
  assert.match(stdout, /^<svg .*>struct s<.*<\/svg>\n$/s)
})

test('explain shows where arguments go, of one function or of all', () => {
  const text = 'double pow(double x, double y); typedef void (*handler)(int number, void *context);'
  const { status, stdout, stderr } = cabi(['explain', '-', 'pow', 'handler'], text)
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
  assert.match(
    stdout,
    /^double pow\(double x, double y\) {4}sysv-x64\n {2}double x {4}xmm0\n {2}double y {4}xmm1\n {2}result {6}xmm0\n/,
  )
  assert.match(stdout, /^void handler\(int number, void \*context\) {4}sysv-x64$/m)
  assert.match(cabi(['explain', '-'], 'int f(int); int g(long);').stdout, /^int f\(int\).*^int g\(long\)/ms)
})

test('layout --help and no command at all say what there is', () => {
  assert.match(cabi(['layout', '--help']).stdout, /^cabi layout \[--target NAME\]/)
  assert.match(cabi(['--help']).stdout, /^ {2}layout {4}where/m)
})

const wrong: readonly [words: readonly string[], input: string, status: number, message: string][] = [
  [[], '', 2, 'cabi COMMAND ...'],
  [['sing'], '', 2, "there is no command 'sing'"],
  [['layout'], '', 2, 'which FILE? - for standard input'],
  [['layout', '/nowhere.h'], '', 2, 'cannot read /nowhere.h: ENOENT'],
  [['layout', '--target', 'vax', '-'], '', 2, "there is no target 'vax'; known are x86_64-linux, "],
  [['layout', '--colour', '-'], '', 2, "Unknown option '--colour'"],
  [['layout', '--svg', '-'], 'struct s { int x; }; struct t { int y; };', 2, '--svg draws one TYPE: which of <stdin>?'],
  [['layout', '--svg', '-', 's'], 'struct s; struct s *p;', 2, "'struct s' has no layout on every target"],
  [['layout', '-', 't'], 'struct s { int x; };', 2, "<stdin> declares no type 't'"],
  [['layout', '-'], 'int f(void);', 2, '<stdin> defines no struct or union'],
  [['explain'], '', 2, 'which FILE? - for standard input'],
  [['explain', '-', 'g'], 'int f(void);', 2, "<stdin> declares no function 'g'"],
  [['explain', '-'], 'struct s { int x; };', 2, '<stdin> declares no function'],
  [
    ['explain', '-'],
    'int f(__float128 x);',
    1,
    "f: argument 1 (x) is '_Float128': _Float128 by value is not supported yet",
  ],
  [['layout', '-'], 'struct s { int x }', 1, "<stdin>:1:17: expected ';'"],
]

for (const [words, input, status, message] of wrong) {
  test(`refused: cabi ${words.join(' ')}: ${message}`, () => {
    const result = cabi(words, input)
    assert.equal(result.stdout, '')
    assert.ok(result.stderr.startsWith(`cabi: ${message}`), result.stderr)
    assert.equal(result.status, status)
  })
}
