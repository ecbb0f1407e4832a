/** The C library's headers and Linux's own, in groups that one translation unit can include together. */
import type { HeaderLibrary } from './library.ts'

const named = (names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map(name => `${name}.h`)

/** C11, 7.1.2. */
const standard = named(`
  assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic
  stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype`)

/** POSIX.1-2008, chapter 13. */
const posix = named(`
  aio arpa/inet cpio dirent dlfcn fcntl fmtmsg fnmatch ftw glob grp iconv langinfo libgen monetary mqueue net/if netdb
  netinet/in netinet/tcp nl_types poll pthread pwd regex sched search semaphore spawn strings sys/ipc sys/mman sys/msg
  sys/resource sys/select sys/sem sys/shm sys/socket sys/stat sys/statvfs sys/time sys/times sys/types sys/uio sys/un
  sys/utsname sys/wait syslog tar termios ulimit unistd utime utmpx wordexp`)

const gnu = named(`
  alloca argp argz byteswap crypt elf endian err error execinfo fts getopt ifaddrs link malloc mcheck mntent netinet/ip
  netinet/ip6 netinet/udp obstack paths pty resolv shadow sys/auxv sys/epoll sys/eventfd sys/file sys/inotify sys/ioctl
  sys/mount sys/param sys/prctl sys/ptrace sys/quota sys/random sys/sendfile sys/signalfd sys/statfs sys/swap
  sys/syscall sys/sysinfo sys/timerfd sys/ucontext sys/user sys/vfs sys/xattr ucontext`)

/** The interface of the kernel: structs of exact sizes, bit-fields, unions in structs, numbers of all kinds. */
const kernel = named(`
  linux/audit linux/bpf linux/cdrom linux/errno linux/ethtool linux/fb linux/filter linux/futex linux/genetlink
  linux/hidraw linux/if_link linux/if_packet linux/input linux/io_uring linux/kvm linux/loop linux/netlink
  linux/perf_event linux/rtnetlink linux/seccomp linux/serial linux/spi/spidev linux/types linux/uinput
  linux/userfaultfd linux/videodev2 linux/wireless asm/ioctls asm/unistd`)

const windows = named(`
  winsock2 ws2tcpip windows shlobj shlwapi objbase commctrl commdlg dbghelp psapi tlhelp32 winhttp wincrypt bcrypt
  iphlpapi mmsystem setupapi userenv wtsapi32 xinput`)

/** Of MinGW's C library, which has no more. */
const microsoft = named(`
  assert complex conio ctype direct errno fcntl fenv float inttypes io iso646 limits locale malloc math process search
  setjmp share signal stdarg stdbool stddef stdint stdio stdlib string sys/stat sys/timeb sys/types sys/utime time wchar
  wctype`)

const glibc = { pkgConfig: undefined, prelude: '#define _GNU_SOURCE 1\n' }
const everything = [...standard, ...posix, ...gnu]
/** Libraries of their own, which are there for the host alone. */
const portable = everything.filter(header => header !== 'crypt.h')

export const cLibraryGroups: readonly HeaderLibrary[] = [
  { ...glibc, name: 'the C library', package: 'libc6-dev', headers: everything },
  { ...glibc, name: 'Linux', package: 'linux-libc-dev', headers: kernel },
]

const hostHeaders = '/usr/include/x86_64-linux-gnu'

/**
 * The host's headers serve i386 too, where the packages of its own compiler are not installed. Of its calling conventions,
 * <pthread.h> has one that is refused, `regparm`.
 */
const i386 = {
  ...glibc,
  target: 'i386-linux',
  package: 'libc6-dev-i386',
  flags: ['-idirafter', hostHeaders, '-D__regparm__(n)=__unused__'],
} as const
const arm = { ...glibc, target: 'armhf-linux', package: 'libc6-dev-armhf-cross' } as const
const aarch64 = { ...glibc, target: 'aarch64-linux', package: 'libc6-dev-arm64-cross' } as const
const mingw = { target: 'x86_64-windows', package: 'gcc-mingw-w64-x86-64', pkgConfig: undefined } as const

/** The same for other targets, whose compilers are here. */
export const otherTargets: readonly HeaderLibrary[] = [
  { ...i386, name: 'the C library on i386', headers: portable },
  { ...i386, name: 'Linux on i386', headers: kernel },
  { ...arm, name: 'the C library on Arm', headers: portable },
  { ...arm, name: 'Linux on Arm', headers: kernel.filter(header => header !== 'linux/kvm.h') },
  { ...aarch64, name: 'the C library on AArch64', headers: portable },
  { ...aarch64, name: 'Linux on AArch64', headers: kernel },
  { ...mingw, name: 'the C library on Windows', headers: microsoft },
  { ...mingw, name: 'Windows', headers: windows },
]

export const cLibraryHeaders: readonly HeaderLibrary[] = cLibraryGroups.flatMap(group =>
  group.headers.map(header => ({ ...group, name: `<${header}>`, headers: [header] })),
)
