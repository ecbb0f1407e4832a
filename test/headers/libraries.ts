/** Libraries of all kinds: small and large, old C and new, generated headers and hand-written ones. */
import type { HeaderLibrary } from './library.ts'

export const libraries: readonly HeaderLibrary[] = [
  { name: 'zlib', package: 'zlib1g-dev', pkgConfig: 'zlib', headers: ['zlib.h'] },
  { name: 'SQLite', package: 'libsqlite3-dev', pkgConfig: 'sqlite3', headers: ['sqlite3.h', 'sqlite3ext.h'] },
  { name: 'libuv', package: 'libuv1-dev', pkgConfig: 'libuv', headers: ['uv.h'] },
  { name: 'curl', package: 'libcurl4-openssl-dev', pkgConfig: 'libcurl', headers: ['curl/curl.h'] },
  { name: 'libpng', package: 'libpng-dev', pkgConfig: 'libpng', headers: ['png.h'] },
  {
    name: 'ncurses',
    package: 'libncurses-dev',
    pkgConfig: 'ncursesw',
    headers: ['curses.h', 'term.h', 'panel.h', 'menu.h', 'form.h'],
  },
  {
    name: 'OpenSSL',
    package: 'libssl-dev',
    pkgConfig: 'openssl',
    headers: [
      ...['aes', 'asn1', 'bio', 'bn', 'cms', 'conf', 'crypto', 'dh', 'ec', 'engine', 'err', 'evp', 'hmac', 'kdf'],
      ...[
        'md5',
        'ocsp',
        'pem',
        'pkcs12',
        'pkcs7',
        'provider',
        'rand',
        'rsa',
        'sha',
        'ssl',
        'ts',
        'ui',
        'x509',
        'x509v3',
      ],
    ].map(name => `openssl/${name}.h`),
  },
  { name: 'libgit2', package: 'libgit2-dev', pkgConfig: 'libgit2', headers: ['git2.h'] },
]

/** Those whose headers bring many packages with them: `scripts/install-debian-packages.sh large` has them. */
export const largeLibraries: readonly HeaderLibrary[] = [
  { name: 'SDL 2', package: 'libsdl2-dev', pkgConfig: 'sdl2', headers: ['SDL.h', 'SDL_syswm.h', 'SDL_vulkan.h'] },
  { name: 'GTK 3', package: 'libgtk-3-dev', pkgConfig: 'gtk+-3.0', headers: ['gtk/gtk.h', 'gio/gio.h', 'glib.h'] },
  {
    name: 'MagickWand',
    package: 'libmagickwand-dev',
    pkgConfig: 'MagickWand',
    headers: ['wand/MagickWand.h', 'magick/MagickCore.h'],
  },
]
