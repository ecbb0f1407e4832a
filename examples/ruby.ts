/**
 * Ruby's FFI at home in cabi: attached functions with a callback, a struct's layout, a managed struct.
 *
 * What differs: a block that is given to C lives for the call, whatever the collector does; a managed struct is released
 * exactly once, by the collector, by `release` or at the end of its scope; and using it afterwards is an exception.
 */
import { alloc, c, offsetof, open, own, sizeof } from 'cabi'

// attach_function :qsort, [:pointer, :size_t, :size_t, :compare], :void
const libc = open(null, {
  qsort: c.fn(c.void, [
    c.pointer(c.void),
    c.size_t,
    c.size_t,
    c.pointer(c.fn(c.int, [c.pointer(c.const(c.int)), c.pointer(c.const(c.int))])),
  ]),
})
const numbers = Int32Array.of(3, 1, 2)
libc.qsort(numbers, numbers.length, 4, (a, b) => a!.value - b!.value)
console.log(numbers.join(' ')) // → 1 2 3

// class Timeval < FFI::Struct; layout :tv_sec, :long, :tv_usec, :long; end
const Timeval = c.struct({ tv_sec: c.long, tv_usec: c.long }, { name: 'timeval' })
console.log(sizeof(Timeval), offsetof(Timeval, 'tv_usec')) // → 16 8
const { gettimeofday } = open(null, { gettimeofday: c.fn(c.int, [c.pointer(Timeval), c.pointer(c.void)]) })
const now = new Timeval()
gettimeofday(now, null)
console.log(Math.abs(now.tv_sec - Date.now() / 1000) < 5) // → true

// class Addrinfo < FFI::ManagedStruct; def self.release(ptr) = C.freeaddrinfo(ptr); end
const net = open(
  null,
  `struct addrinfo { int ai_flags, ai_family, ai_socktype, ai_protocol; unsigned ai_addrlen; void *ai_addr;
                     char *ai_canonname; struct addrinfo *ai_next; };
   int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result);
   void freeaddrinfo(struct addrinfo *first);
   enum { AI_NUMERICHOST = 4, SOCK_STREAM = 1 };`,
)
const list = alloc(c.pointer(net['struct addrinfo']))
net.getaddrinfo('127.0.0.1', '80', { ai_flags: net.AI_NUMERICHOST, ai_socktype: net.SOCK_STREAM }, list)
const first = list.value!
{
  using address = own(first, net.freeaddrinfo)
  console.log(address.value.ai_family, address.value.ai_addrlen, address.value.ai_next) // → 2 16 null
}
