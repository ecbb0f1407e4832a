import { join } from 'node:path'
import { root } from '../root.mjs'

/** The public interface stays a module of its own: cabi and cabi/libffi have one exchange a thread between them. */
const publicInterface = {
  name: 'public interface',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/index\.ts$/ }, () => ({ path: './index.js', external: true }))
  },
}

/** The entry point `cabi/libffi`. */
export async function bundleLibffi() {
  const { build } = await import('esbuild') // Not there before the dependencies are installed.
  await build({
    entryPoints: [join(root, 'src/libffi/index.ts')],
    outfile: join(root, 'dist/libffi.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    lineLimit: 120,
    legalComments: 'none',
    plugins: [publicInterface],
    logLevel: 'warning',
  })
}
