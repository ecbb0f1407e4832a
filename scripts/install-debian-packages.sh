#!/usr/bin/env bash
# Installs what building and testing need from Debian, when something is missing. As root.
set -euo pipefail

packages=(
  g++ make python3 # the kernel, the tests' C libraries
  binutils         # objdump: what tests compare machine code and symbol versions with
  libsqlite3-0     # real libraries that tests call
  zlib1g
)

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian: please install the counterparts of ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null || true)
  [[ $status == 'install ok installed' ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

if [[ $(id -u) -ne 0 ]]; then
  echo "Please run: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet
apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
