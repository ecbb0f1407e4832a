/** Prints what the first and the second use of the package in the given folder say, as JSON. */
const { cdef, errno, open } = (await import(`${process.argv[2]}/dist/index.js`)) as typeof import('../../src/index.ts')

const use = (call: () => unknown): unknown => {
  try {
    return call()
  } catch (error) {
    const { name, code, message } = error as Error & { code: string }
    return { name, code, message }
  }
}

const constant = cdef('enum { answer = 42 };')['answer']
const add = use(() => open(null, 'int abs(int value);')['abs'](-3))
console.log(JSON.stringify({ constant, add, again: use(() => open(null, '')), errno: use(() => errno()) }))
