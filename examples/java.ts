/**
 * Java's JNI and its Foreign Function and Memory API at home in cabi: arenas, `strlen`, an upcall from `qsort`, `errno`.
 *
 * What differs: no MethodHandle to look up and link, for the declaration is the function; memory of a closed arena is an
 * exception, as in Java, and its typed arrays are detached; `errno` of every call is kept, not only where it was asked for.
 */
import { arena, c, errno, open, strerror } from 'cabi'

// Linker.nativeLinker().downcallHandle(lookup.find("strlen"), FunctionDescriptor.of(JAVA_LONG, ADDRESS))
const libc = open(
  null,
  `size_t strlen(const char *s);
   void qsort(void *base, size_t nmemb, size_t size, int (*compar)(const int *, const int *));
   int chdir(const char *path);`,
)

// try (Arena arena = Arena.ofConfined()) { MemorySegment s = arena.allocateFrom("Hello"); ... }
const scope = arena()
{
  using confined = scope
  console.log(libc.strlen(confined.string('Hello'))) // → 5

  // arena.allocateFrom(JAVA_INT, 0, 9, 3, 4): and an upcall stub, which is the function itself.
  const numbers = confined.alloc(c.array(c.int, 4))
  numbers.set([0, 9, 3, 4])
  libc.qsort(numbers, 4, 4, (a, b) => a!.value - b!.value)
  console.log(numbers.join(' ')) // → 0 3 4 9
}
try {
  scope.alloc(c.int)
} catch (error) {
  console.log((error as { code?: string }).code) // → ERR_CABI_CLOSED
}

// Linker.Option.captureCallState("errno")
const result = libc.chdir('/does/not/exist')
console.log(result, errno(), strerror(errno())) // → -1 2 No such file or directory
