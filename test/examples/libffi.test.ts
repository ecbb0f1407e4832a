/** The examples in libffi's way print what they should, C's output and JavaScript's in order. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const expected: Readonly<Record<string, string>> = {
  'libffi/puts': `\
Hello World!
This is cool!
puts gave 14
`,
  'libffi/printf': `\
3 apples for 1.50
12 eggs for 3.25
the last line has 17 bytes
a float without a declaration is FFI_BAD_ARGTYPE
`,
  'libffi/qsort': `\
-3 0 2 5 9
compared: true
`,
  calculator: `\
double pow(double, double) in m
double cos(double) in m
long strlen(string) in libc.so.6
string strerror(int) in libc.so.6
radius = 2 * (1 + 0.5)  →  3
3.14159 * pow(radius, 2)  →  28.27431
cos(0) + strlen("four letters") / 2  →  7
strerror(2)  →  No such file or directory
strlen(12)  →  the box of 'const char *' is 'const char *': expected a string, a Pointer to 'const char', a Uint8Array or null, got 12
pow(2)  →  call: avalues: expected 2, got 1
tan(1)  →  there is no 'tan'
`,
}

for (const [name, output] of Object.entries(expected)) {
  test(`examples/${name}.ts`, () => {
    const program = fileURLToPath(new URL(`../../examples/${name}.js`, import.meta.url))
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    })
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: output, stderr: '' })
  })
}
