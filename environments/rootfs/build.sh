#!/bin/sh
# Makes the file system that learners see: a small Debian with the tools that scenarios use.
#
#   sudo environments/rootfs/build.sh [--docker] [FOLDER]
#
# FOLDER is .data/rootfs/base when absent: there the drivers oci and bwrap find it under the image name "base". With
# --docker it also becomes the image rehearsal/base, for the driver docker. Needs root, debootstrap and node; about a
# minute and 600 MB.
#
#   SUITE=bookworm    release of Debian
#   MIRROR=           where to fetch it; debootstrap's own choice when empty
#   PACKAGES=         more packages, separated by blanks, besides packages.txt
#   ID_BASE=400000    owner of root's files outside: users of a learner's machine are none of this one
set -eu

here=$(cd "$(dirname "$0")" && pwd)
docker=
if [ "${1-}" = --docker ]; then docker=1; shift; fi
folder=${1:-$here/../../.data/rootfs/base}
packages=$(echo $(cat "$here/packages.txt") ${PACKAGES-} | tr ' ' ',')

if [ "$(id -u)" != 0 ]; then echo "build.sh: expected to run as root, because it makes files of many owners" >&2; exit 1; fi
for program in debootstrap node; do
  command -v "$program" > /dev/null || { echo "build.sh: expected $program on PATH (on Debian: apt-get install $program)" >&2; exit 1; }
done
if [ -e "$folder" ]; then echo "build.sh: $folder is there already; remove it first to build it again" >&2; exit 1; fi

mkdir -p "$(dirname "$folder")"
new=$folder.new
rm -rf "$new"
debootstrap --variant=minbase --include="$packages" "${SUITE:-bookworm}" "$new" ${MIRROR-}

# What nobody reads in a lab.
rm -rf "$new"/var/cache/apt/* "$new"/var/lib/apt/lists/* "$new"/usr/share/doc/* "$new"/usr/share/locale/* "$new"/var/log/*.log "$new"/var/log/apt

# Places where a session's own files appear; the tree itself is read-only in most labs.
mkdir -p "$new/opt/rehearsal"
for file in hostname hosts resolv.conf passwd group; do [ -e "$new/etc/$file" ] || : > "$new/etc/$file"; done
ln -sfn /run/killercoda "$new/etc/killercoda"
chmod 755 "$new" "$new/root"

if [ "$docker" ]; then tar --numeric-owner -C "$new" -c . | docker import --change 'CMD ["bash"]' - rehearsal/base; fi

node "$here/shift-owners.mjs" "$new" "${ID_BASE:-400000}"
mv "$new" "$folder"
echo "The rootfs is in $folder ($(du -sh "$folder" | cut -f1))."
