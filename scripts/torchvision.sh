#!/usr/bin/env bash
# Unpacks the sources of torchvision from Debian's package into .cache/torchvision, for the tests that read them; nothing is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
target=.cache/torchvision
[ -f "$target/torchvision/models/resnet.py" ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# As root, apt hands the download to a user of its own, who must be able to write here.
chmod 755 "$work"
if ! (cd "$work" && apt-get download -qq python3-torchvision 2>/dev/null); then
  [ "$(id -u)" = 0 ] && apt-get update -qq
  (cd "$work" && apt-get download -qq python3-torchvision)
fi
dpkg -x "$work"/python3-torchvision_*.deb "$work/unpacked"
mkdir -p "$target"
rm -rf "$target/torchvision"
mv "$work/unpacked/usr/lib/python3/dist-packages/torchvision" "$target/torchvision"
