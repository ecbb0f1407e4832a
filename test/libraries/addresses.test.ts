import assert from 'node:assert/strict'
import { lookup } from 'node:dns/promises'
import { test } from 'node:test'
import { alloc, c, open, own, type Pointer, readString, release } from 'cabi'

const net = open(
  'libc.so.6',
  `
  #define AF_INET 2
  #define AF_INET6 10
  #define SOCK_STREAM 1
  #define AI_NUMERICHOST 0x0004
  #define EAI_NONAME (-2)

  typedef unsigned int socklen_t;
  typedef unsigned short sa_family_t;
  typedef uint16_t in_port_t;
  struct in_addr { uint32_t s_addr; };
  struct sockaddr { sa_family_t sa_family; char sa_data[14]; };
  struct sockaddr_in {
    sa_family_t sin_family;
    in_port_t sin_port;
    struct in_addr sin_addr;
    unsigned char sin_zero[8];
  };
  struct addrinfo {
    int ai_flags;
    int ai_family;
    int ai_socktype;
    int ai_protocol;
    socklen_t ai_addrlen;
    struct sockaddr *ai_addr;
    char *ai_canonname;
    struct addrinfo *ai_next;
  };

  int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **res);
  void freeaddrinfo(struct addrinfo *res);
  const char *gai_strerror(int errcode);
  uint16_t ntohs(uint16_t netshort);
  in_port_t htons(uint16_t hostshort);
  char *inet_ntoa(struct in_addr in);
  struct in_addr inet_makeaddr(uint32_t net, uint32_t host);
  const char *inet_ntop(int af, const void *src, char *dst, socklen_t size);
`,
)
const addrinfo = net['struct addrinfo']
const sockaddr_in = net['struct sockaddr_in']

/** The list of `getaddrinfo`, freed when nothing points into it. */
function resolve(host: string, service: string, hints: object): Pointer {
  const list = alloc(c.pointer(addrinfo))
  const status = net['getaddrinfo'](host, service, new addrinfo(hints), list)
  if (status !== 0) throw new Error(net['gai_strerror'](status)!, { cause: status })
  return own(list.value, net['freeaddrinfo'])
}

function* entries(list: Pointer) {
  for (let next: Pointer | null = list; next !== null; next = next.value.ai_next) yield next.value
}

test('the list that getaddrinfo returns is walked by its pointers', () => {
  const list = resolve('127.0.0.1', '80', { ai_flags: net['AI_NUMERICHOST'] })
  const found = [...entries(list)].map(({ ai_addr, ai_addrlen }) => {
    const { sin_family, sin_port, sin_addr } = ai_addr.cast(sockaddr_in).value
    assert.equal(ai_addrlen, 16)
    assert.equal(sin_family, net['AF_INET'])
    return `${net['inet_ntop'](sin_family, sin_addr, new Uint8Array(16), 16)}:${net['ntohs'](sin_port)}`
  })
  // Once for each type of socket: stream, datagram, raw.
  assert.deepEqual(found, ['127.0.0.1:80', '127.0.0.1:80', '127.0.0.1:80'])
  assert.deepEqual(
    [...entries(list)].map(entry => entry.ai_socktype),
    [1, 2, 3],
  )
  release(list)
  assert.throws(() => list.value.ai_family, { code: 'ERR_CABI_CLOSED' })
})

test('localhost has the addresses that Node finds', async () => {
  const list = resolve('localhost', '443', { ai_socktype: net['SOCK_STREAM'] })
  const found = [...entries(list)].map(({ ai_family, ai_addr }) => {
    const bytes = ai_family === net['AF_INET'] ? ai_addr.cast(c.char).add(4) : ai_addr.cast(c.char).add(8)
    return net['inet_ntop'](ai_family, bytes, new Uint8Array(46), 46)
  })
  const byNode = await lookup('localhost', { all: true, verbatim: true })
  assert.deepEqual([...new Set(found)].sort(), byNode.map(({ address }) => address).sort())
})

test('a name that is no address is an error with its own text', () => {
  const hints = { ai_flags: net['AI_NUMERICHOST'] }
  assert.throws(() => resolve('not-an-address', '80', hints), {
    message: 'Name or service not known',
    cause: net['EAI_NONAME'],
  })
})

test('a struct in_addr is passed and returned by value', () => {
  const address = net['inet_makeaddr'](127, 1)
  assert.equal(readString(net['inet_ntoa'](address)), '127.0.0.1')
  assert.equal(readString(net['inet_ntoa']({ s_addr: 0x0100000a })), '10.0.0.1')
})
