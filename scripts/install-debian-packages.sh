#!/usr/bin/env bash
# Installs what building and testing need from Debian, when something is missing. As root. With `large`, also the
# libraries whose headers are read every night alone: they bring a hundred packages with them.
set -euo pipefail

packages=(
  g++ make python3 # the kernel, the tests' C libraries
  binutils         # objdump: what tests compare machine code and symbol versions with
  luajit           # what npm run bench compares with
  # Real libraries that tests call.
  libcurl4 libexpat1 libffi8 liblua5.4-0 libpng16-16 libsqlite3-0 libssl3 libuv1 zlib1g
  # The compilers and C headers of the targets that are laid out but not run; i386 takes the native compiler.
  gcc-mingw-w64-x86-64 gcc-aarch64-linux-gnu gcc-arm-linux-gnueabihf
  libc6-dev-i386 libc6-dev-arm64-cross libc6-dev-armhf-cross
  # Real headers that tests read.
  libc6-dev linux-libc-dev pkg-config
  libcurl4-openssl-dev libffi-dev libgit2-dev libncurses-dev libpng-dev libsqlite3-dev libssl-dev libuv1-dev zlib1g-dev
)
[[ ${1:-} != large ]] || packages+=(libgtk-3-dev libmagickwand-dev libsdl2-dev)

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
